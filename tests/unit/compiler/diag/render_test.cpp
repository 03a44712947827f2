#include "compiler/diag/render.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

std::string rendered(const std::string& text, std::uint32_t begin, std::uint32_t end, std::vector<Fix> fixes = {},
                     Colour colour = Colour::kOff) {
  SourceSet sources;
  sources.add(SourceFile("a.page", "", text));
  Sink sink;
  sink.report(DiagnosticKind::kFileMissing, {0, begin, end}, "message").fixes = std::move(fixes);
  return render(sink, sources, colour);
}

}  // namespace

TEST_CASE("the caret stands under the span") {
  CHECK(rendered("one two", 4, 7) == "a.page:1:5: error: message\none two\n    ^~~\n");
  CHECK(rendered("one two", 7, 7) == "a.page:1:8: error: message\none two\n       ^\n");
  CHECK(rendered("one\ntwo", 1, 6) == "a.page:1:2: error: message\none\n ^~\n");
}

TEST_CASE("tabs, wide and combining characters are counted") {
  CHECK(rendered("\tx", 1, 2) == "a.page:1:2: error: message\n        x\n        ^\n");
  CHECK(rendered("日x", 3, 4) == "a.page:1:4: error: message\n日x\n  ^\n");
  CHECK(rendered("日本", 0, 6) == "a.page:1:1: error: message\n日本\n^~~~\n");
  CHECK(rendered("e\u0301x", 3, 4) == "a.page:1:4: error: message\ne\u0301x\n ^\n");
  CHECK(rendered("\xE9x", 1, 2) == "a.page:1:2: error: message\n<E9>x\n    ^\n");
  CHECK(rendered(std::string("\0x", 2), 1, 2) == "a.page:1:2: error: message\n<U+0000>x\n        ^\n");
}

TEST_CASE("a fix stands under what it replaces") {
  const std::vector<Fix> fixes = {{{0, 4, 7}, "three"}};
  CHECK(rendered("one two", 4, 7, fixes) == "a.page:1:5: error: message\none two\n    ^~~\n    three\n");
  const std::vector<Fix> removal = {{{0, 4, 7}, ""}};
  CHECK(rendered("one two", 4, 7, removal) == "a.page:1:5: error: message\none two\n    ^~~\n");
}

TEST_CASE("an empty file has no excerpt") { CHECK(rendered("", 0, 0) == "a.page:1:1: error: message\n"); }

TEST_CASE("a long line is cut around the caret, never inside a character") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "日";
  const std::string out = rendered(text, 1500, 1503);
  const std::string excerpt = out.substr(out.find('\n') + 1);
  CHECK(excerpt.starts_with("...日"));
  CHECK(excerpt.substr(0, excerpt.find('\n')).ends_with("日..."));
  CHECK(excerpt.size() < 400);
}

TEST_CASE("colour is ANSI") {
  CHECK(rendered("x", 0, 1, {}, Colour::kAnsi) ==
        "\x1b[1ma.page:1:1: \x1b[0m\x1b[1;31merror: \x1b[0m\x1b[1mmessage\x1b[0m\nx\n\x1b[1;32m^\x1b[0m\n");
}
