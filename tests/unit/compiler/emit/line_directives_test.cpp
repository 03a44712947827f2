#include "compiler/emit/line_directives.h"

#include "compiler/translate.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("#line leads each piece of code back to its page column") {
  const Translation t = translate_text("<p>\n  <%= \"%\\>\"\n%></p>", "/a.page");
  const std::string code = with_line_directives(t.unit, t.sources).code;
  CHECK(code.find("#line 2 \"a.page\"\n      \"%>\"\n\n#line ") != std::string::npos);
  // What follows is numbered as it stands in this text.
  const std::size_t at = code.rfind("#line ");
  const auto line = static_cast<int>(std::count(code.begin(), code.begin() + static_cast<long>(at), '\n')) + 2;
  CHECK(code.substr(at).starts_with("#line " + std::to_string(line) + " \"<generated>\"\n"));
}

TEST_CASE("a unit with #line is another unit, whose segments and hash are its own") {
  const Translation t = translate_text("<% int n = 1; %>\n<%= n\\%> %>\n<%! int m; %>", "/a.page");
  const CppUnit lines = with_line_directives(t.unit, t.sources);
  CHECK(lines.has_line_directives);
  REQUIRE(lines.segments.size() == t.unit.segments.size());
  for (std::size_t index = 0; index < lines.segments.size(); ++index) {
    const Segment& segment = lines.segments[index];
    CHECK(segment.page == t.unit.segments[index].page);
    CHECK(lines.code.substr(segment.unit_begin, segment.page.size()) == t.sources.text(segment.page));
  }
  const Translation shifted = translate_text("\n<% int n = 1; %>\n<%= n\\%> %>\n<%! int m; %>", "/a.page");
  CHECK(shifted.unit.code_hash == t.unit.code_hash);
  CHECK(with_line_directives(shifted.unit, shifted.sources).code_hash != lines.code_hash);
}

TEST_CASE("debuggers find the page by its whole path") {
  const Translation t = translate_text("<%= 1 %>", "/a.page");
  const std::string path = t.sources.file(0).path();
  const std::string code = with_line_directives(t.unit, t.sources, LineNames::kOnDisk).code;
  CHECK(code.find("#line 1 \"" + path + "\"\n") != std::string::npos);
}

TEST_CASE("what is known of a tag moves with its code") {
  const Translation t = translate_text(
      "<%@ taglib prefix=\"w\" header=\"w.h\" %><% int n = 1; %>\n<w:note text=\"a\" n=\"<%= n %>\"/>", "/a.page");
  const CppUnit lines = with_line_directives(t.unit, t.sources);
  const auto text = [](const CppUnit& unit, CodeRange range) {
    return unit.code.substr(range.begin, range.end - range.begin);
  };
  REQUIRE(lines.tag_uses.size() == 1);
  REQUIRE(lines.tag_uses[0].attributes.size() == 2);
  const std::string first = text(lines, lines.tag_uses[0].attributes[0].code);
  CHECK(first.find(".text") != std::string::npos);
  CHECK(first.find("quire::detail::view(\"a\", 1)") != std::string::npos);
  CHECK(text(lines, lines.tag_uses[0].attributes[1].code).find(".n") != std::string::npos);
  CHECK(lines.tag_uses[0].code.begin > t.unit.tag_uses[0].code.begin);
}
