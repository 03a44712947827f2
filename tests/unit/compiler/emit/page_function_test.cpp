#include "compiler/emit/page_function.h"

#include <catch2/catch.hpp>

using quire::compiler::page_function;

TEST_CASE("a page's path gives its names in C++") {
  CHECK(page_function("/index.page").name == "index");
  CHECK(page_function("/index.page").arguments == "IndexArgs");
  CHECK(page_function("/users/user-list.page").name == "users_user_list");
  CHECK(page_function("/users/user-list.page").arguments == "UsersUserListArgs");
  CHECK(page_function("/a/b.c.pagex").name == "a_b_c");
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
