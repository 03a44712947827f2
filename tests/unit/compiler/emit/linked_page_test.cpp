#include "compiler/emit/linked_page.h"

#include "compiler/translate.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("a page's name in a program is of its site and path") {
  const std::string name = embedded_page_name("shop", "/a.page");
  CHECK(name.starts_with("page_"));
  CHECK(name == embedded_page_name("shop", "/a.page"));
  CHECK(name != embedded_page_name("blog", "/a.page"));
  CHECK(name != embedded_page_name("shop", "/b.page"));
}

TEST_CASE("the header declares a function with the page's arguments") {
  const Translation page = translate_text(
      "<%@ page import=\"<vector>, user.h\" %><%@ argument name=\"user\" type=\"const User&\" %>"
      "<%@ argument name=\"n\" type=\"int\" default=\"3\" %>",
      "/a/b-c.page", {}, {.form = UnitForm::kLinked});
  CHECK_FALSE(page.sink.has_errors());
  const std::string& header = page.unit.header;
  for (const char* part : {"#include <vector>\n", "#include \"user.h\"\n", "#include <quire/attribute.h>\n",
                           "struct ABCArgs {\n  const User& user;\n  int n = ", "namespace pages {",
                           "void a_b_c(quire::Writer& out, const ABCArgs& args);"}) {
    CAPTURE(header, part);
    CHECK(header.find(part) != std::string::npos);
  }
}

TEST_CASE("a page without arguments is called with none, and drags in no headers") {
  const Translation page =
      translate_text("<%@ page import=\"<vector>\" %>", "/a.page", {}, {.form = UnitForm::kLinked});
  CHECK(page.unit.header.find("<vector>") == std::string::npos);
  CHECK(page.unit.header.find("const AArgs& args = {});") != std::string::npos);
}

TEST_CASE("no path of a page ends the comment that names it") {
  const Translation page = translate_text("", "/a\\\nint x;.page", {}, {.form = UnitForm::kLinked});
  CHECK(page.unit.header.starts_with("// a??int x;.page as a function"));
}
