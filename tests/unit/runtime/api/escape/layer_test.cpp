#include <quire/print_in.h>

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "tests/unit/runtime/api/printed.h"

namespace quire {
namespace {

using namespace std::string_view_literals;

TEST_CASE("text and attributes have references") {
  for (const Part part : {Part::kText, Part::kAttribute}) {
    check({part}, {{"", ""}, {"a b", "a b"}, {"<a href='x'>\"&amp;", "&lt;a href=&#39;x&#39;&gt;&#34;&amp;amp;"}});
    check({part, Within::kAttribute}, {{"<", "&amp;lt;"}, {"&", "&amp;amp;"}});
    check({part, Within::kTwice}, {{"<", "&amp;amp;lt;"}, {"a", "a"}});
    check({part, Within::kUnquoted}, {{"< ", "&amp;lt;&#32;"}});
  }
}

TEST_CASE("an unquoted value does not end, and is never empty where it begins") {
  const Place place{Part::kPlain, Within::kUnquoted};
  check(place, {{"", "&#32;"},
                {"a", "a"},
                {" \t\n\f\r\v", "&#32;&#9;&#10;&#12;&#13;&#11;"},
                {"=`\"'<>&", "&#61;&#96;&#34;&#39;&lt;&gt;&amp;"},
                {"\0"sv, "&#xfffd;"},
                {"/", "/"}});
  Writer out;
  out.raw("<a title=x");
  print_in(out, place, "");
  CHECK(out.text() == "<a title=x");
  out.raw(" id=");
  print_in(out, place, "");
  CHECK(out.text() == "<a title=x id=&#32;");
}

TEST_CASE("a plain value is as it is") {
  check({Part::kPlain}, {{"", ""}, {"<&\"' =", "<&\"' ="}});
  check({Part::kPlain, Within::kAttribute}, {{"<&", "&lt;&amp;"}});
}

TEST_CASE("while a value is captured, nothing is escaped as HTML") {
  Writer out;
  Capture capture(out, true);
  print_in(out, {Part::kAttribute}, "<");
  print_in(out, {Part::kPlain, Within::kUnquoted}, " ");
  print_in(out, {Part::kText, Within::kTwice}, "&");
  print_in(out, {Part::kUrlQuery, Within::kAttribute}, "&");
  print_in(out, {Part::kRcdata}, "/");
  print_in(out, {Part::kPlain, Within::kUnquoted}, "");
  CHECK(capture.text() == "< &%26/");
}

TEST_CASE("a special byte is found wherever it is, in any part") {
  for (std::size_t size = 1; size <= 40; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      CAPTURE(size, at);
      const auto spread = [&](std::string_view special) {
        return std::string(at, 'a') + std::string(special) + std::string(size - at - 1, 'z');
      };
      const std::string text = spread("<");
      CHECK(in({Part::kJsString}, text) == spread("\\u003c"));
      CHECK(in({Part::kUrlPath}, text) == spread("%3c"));
      CHECK(in({Part::kUrlQuery}, text) == spread("%3c"));
      CHECK(in({Part::kPlain, Within::kUnquoted}, text) == spread("&lt;"));
      CHECK(in({Part::kPlain, Within::kTwice}, text) == spread("&amp;lt;"));
      CHECK(in({Part::kJs}, spread("\u2028")) == "\"" + spread("\\u2028") + "\"");
      CHECK(in({Part::kJs}, spread("\xf0\x9d\x84\x9e")) == "\"" + spread("\xf0\x9d\x84\x9e") + "\"");
    }
  }
}

TEST_CASE("every byte is decoded as itself") {
  for (int c = 0; c < 256; ++c) {
    CAPTURE(c);
    const std::string text = "a" + std::string(1, static_cast<char>(c)) + "z";
    CHECK(decode_url(in({Part::kUrlQuery}, text)) == text);
    CHECK(decode_html(decode_html(in({Part::kPlain, Within::kTwice}, text))) == text);
    CHECK(decode_url(in({Part::kPlain, Within::kJsUrl}, text)) == text);
    if (c != 0) CHECK(decode_html(in({Part::kPlain, Within::kUnquoted}, text)) == text);
    if (c != '%') CHECK(decode_url(in({Part::kUrlPath}, text)) == text);
  }
}

}  // namespace
}  // namespace quire
