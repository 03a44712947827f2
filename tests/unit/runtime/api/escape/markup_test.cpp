#include <quire/print_in.h>

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "tests/unit/runtime/api/printed.h"

namespace quire {
namespace {

using namespace std::string_view_literals;

TEST_CASE("text after `<` does not become a tag") {
  check({Part::kRcdata}, {{"", ""},
                          {"a/b!", "a/b!"},
                          {"/title>", "&#47;title&gt;"},
                          {"!--", "&#33;--"},
                          {"?xml", "&#63;xml"},
                          {"<b>", "&lt;b&gt;"}});
  for (const auto before : {"<"sv, "a <"sv, "</"sv, "</ti"sv}) {
    Writer out;
    out.raw(before);
    print_in(out, {Part::kRcdata}, "");
    print_in(out, {Part::kRcdata}, "img src=x onerror=y");
    CHECK(out.text() == std::string(before) + "&#105;mg src=x onerror=y");
  }
  Writer out;
  out.raw("<title>");
  print_in(out, {Part::kRcdata}, "img");
  CHECK(out.text() == "<title>img");
}

TEST_CASE("text after a `<` that has been sent does not become a tag") {
  struct Target : WriterTarget {
    std::string sent;
    void write(std::string_view bytes) override { sent += bytes; }
    void flush() override {}
  } target;
  Writer out(&target, 0);
  out.raw("1 <");
  print_in(out, {Part::kRcdata}, "script>");
  CHECK(target.sent == "1 <&#115;cript&gt;");
}

TEST_CASE("a comment does not end") {
  check({Part::kComment}, {{"", " "},
                           {"a-b", "a-b"},
                           {"-", " - "},
                           {"--", " - - "},
                           {"a--b", "a- -b"},
                           {"-->", " - -&gt;"},
                           {"--!>", " - - !&gt;"},
                           {"!>", " !&gt;"},
                           {">", "&gt;"},
                           {"a-", "a- "}});
}

}  // namespace
}  // namespace quire
