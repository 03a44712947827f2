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

TEST_CASE("a page's path gives its names in C++") {
  CHECK(page_function("/index.page").name == "index");
  CHECK(page_function("/index.page").arguments == "IndexArgs");
  CHECK(page_function("/users/user-list.page").name == "users_user_list");
  CHECK(page_function("/users/user-list.page").arguments == "UsersUserListArgs");
  CHECK(page_function("/a/b.c.pagex").name == "a_b_c");
}

TEST_CASE("pages with the same names have others with the hash of their path") {
  for (const auto& [one, other] : {std::pair("/日本.page", "/ü.page"), std::pair("/a-b.page", "/a/b.page")}) {
    CAPTURE(one, other);
    CHECK(page_function(one).name == page_function(other).name);
    const PageFunction first = page_function(one, /*hashed=*/true);
    const PageFunction second = page_function(other, /*hashed=*/true);
    CHECK(first.name != second.name);
    CHECK(first.arguments != second.arguments);
    CHECK(first.name.starts_with(page_function(one).name));
    CHECK(first.name.find("__") == std::string::npos);
  }
}

TEST_CASE("names that C++ does not allow are changed") {
  CHECK(page_function("/404.page").name == "_404");
  CHECK(page_function("/404.page").arguments == "_404Args");
  CHECK(page_function("/new.page").name == "new_");
  CHECK(page_function("/new.page").arguments == "NewArgs");
  CHECK(page_function("/a b.page").name == "a_b");
  CHECK(page_function("/__a__b.page").name == "a_b");
  CHECK(page_function("/a..b.page").name == "a_b");
  CHECK(page_function("/größe.page").name == "gr_e");
  CHECK(page_function("/日本.page").name == "_");
  CHECK(page_function("/日本.page").arguments == "_Args");
}
