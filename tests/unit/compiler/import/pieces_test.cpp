#include "compiler/import/pieces.h"

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
