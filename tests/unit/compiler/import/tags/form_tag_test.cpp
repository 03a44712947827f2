#include "compiler/import/tags/form_tag.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("the model of a form is an attribute of the request") {
  CHECK(model_attributes("user") == " model=\"${user}\" errors=\"${user_errors}\"");
  CHECK(model_attributes("user-form") ==
        " model=\"${requestScope['user-form']}\" errors=\"${requestScope['user-form_errors']}\"");
  CHECK(model_attributes("param") == " model=\"${requestScope['param']}\" errors=\"${param_errors}\"");
  for (const char* name : {"", "a'b", "a\"", "${a}", "a b", "<%", "\\"}) CHECK(model_attributes(name).empty());
}

TEST_CASE("paths and names") {
  for (const char* path : {"a", "a.b_2.c"}) CHECK(is_path(path));
  for (const char* path : {"", ".", "a.", ".a", "a..b", "1", "a[0]", "a b", "${a}"}) CHECK_FALSE(is_path(path));
  CHECK((is_plain_name("h1") && !is_plain_name("") && !is_plain_name("A") && !is_plain_name("a b")));
  CHECK((is_switch("disabled") && is_switch("multiple") && !is_switch("class")));
}
