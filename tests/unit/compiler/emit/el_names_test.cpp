#include "compiler/emit/el_names.h"

#include <catch2/catch.hpp>

namespace quire::compiler {
namespace {

TEST_CASE("a name of an expression is itself in C++, if C++ and generated code do not use it") {
  CHECK(el_identifier("user") == "user");
  CHECK(el_identifier("first_name") == "first_name");
  CHECK(el_identifier("class") == "quire_el_class");
  CHECK(el_identifier("errno") == "quire_el_errno");
  CHECK(el_identifier("session") == "quire_el_session");
  CHECK(el_identifier("_id") == "quire_el__5fid");
  CHECK(el_identifier("größe") == "quire_el_gr_c3_b6_c3_9fe");
  CHECK(el_identifier("quire_out_") == "quire_el_quire_5fout_5f");
}

TEST_CASE("names of Java in the way of C++") {
  CHECK(snake_case("firstName") == "first_name");
  CHECK(snake_case("name") == "name");
  CHECK(snake_case("requestURI") == "request_uri");
  CHECK(snake_case("isURLEncoded") == "is_url_encoded");
  CHECK(snake_case("already_done") == "already_done");
}

TEST_CASE("members, and keys that cannot be members") {
  CHECK(el_member_definition("firstName") ==
        "QUIRE_EL_MEMBER(quire_member_firstName, firstName, first_name, FirstName);\n");
  CHECK(el_member_definition("class") == "QUIRE_EL_KEY(quire_member_class, quire::detail::view(\"class\", 5));\n");
}

TEST_CASE("implicit objects") {
  CHECK(implicit_object("param") == ", quire::el::Implicit::kParam");
  CHECK(implicit_object("pageContext") == ", quire::el::Implicit::kPageContext");
  CHECK(implicit_object("user").empty());
}

}  // namespace
}  // namespace quire::compiler
