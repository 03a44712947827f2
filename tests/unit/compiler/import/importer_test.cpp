#include "compiler/import/importer.h"

#include "tests/unit/compiler/one_file.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("edits replace parts of a text and leave the rest") {
  const OneFile file("0123456789");
  Edits edits;
  CHECK(edits.apply({0, 2, 8}, file.sources) == "234567");
  edits.replace({0, 3, 5}, "x");
  edits.replace({0, 5, 5}, "+");
  edits.replace({0, 7, 8}, "");
  CHECK(edits.apply({0, 2, 8}, file.sources) == "2x+56");
}

TEST_CASE("what is left ends no comment early, however many ends it holds") {
  const std::string page = left_in_comment("why", "<%-- a --%> b ----%%>");
  CHECK(page.starts_with("<%-- import: why:\n"));
  CHECK(page.find("--%>") == page.size() - 4);
  const std::string xml = left_in_xml_comment("a -- b", "<!-- c --> d ---->");
  CHECK(xml.find("--", 4) == xml.size() - 3);
  CHECK(xml.ends_with("\n-->"));
}

TEST_CASE("a literal is text of the page where it is read as nothing else") {
  CHECK(template_text("\"a <b>\\\"c\\\"</b>\\n\"") == "a <b>\"c\"</b>\n");
  CHECK(template_text("\"\"") == "");
  for (const char* literal : {"\"<%= a %>\"", "\"${a}\"", "\"#{a}\"", "\"<t:a/>\"", "\"</t:a>\"", "\"\\x41\"",
                              "\"a\\\\b\"", "name", "\"\\u00e9\"", "\""}) {
    CAPTURE(literal);
    CHECK(template_text(literal) == std::nullopt);
  }
  // Its last character may join what the page has next.
  for (const char* literal : {"\"a<\"", "\"50%\"", "\"$\"", "\"#\""}) CHECK(template_text(literal) == std::nullopt);
}

TEST_CASE("markup goes around what is printed, and its values are escaped") {
  const JavaValue literal{"\"<b>\"", {JavaKind::kLiteral}};
  const JavaValue end{"\"</b>\"", {JavaKind::kLiteral}};
  const JavaValue name{"name", {JavaKind::kText}};
  CHECK(markup_as_text(joined({literal, name, end})) == "<b><%= name %></b>");
  CHECK(markup_as_text(literal) == "<b>");
  // Without markup nothing is gained.
  CHECK(markup_as_text(name) == std::nullopt);
  CHECK(markup_as_text(joined({{"\"a\"", {JavaKind::kLiteral}}, name})) == std::nullopt);
  CHECK(markup_as_text(joined({{"\"<t:a/>\"", {JavaKind::kLiteral}}, name})) == std::nullopt);
}
