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
  CHECK(el_member_definition("class") == "QUIRE_EL_GETTER(quire_member_class, class, Class);\n");
  CHECK(el_member_definition("größe") == "QUIRE_EL_KEY(quire_member_gr_c3_b6_c3_9fe, \"gr\\303\\266\\303\\237e\");\n");
  CHECK(el_member_definition("__FILE__") == "QUIRE_EL_KEY(quire_member__5f_5fFILE_5f_5f, \"__FILE__\");\n");
  CHECK(el_member_definition("QUIRE_API") == "QUIRE_EL_KEY(quire_member_QUIRE_5fAPI, \"QUIRE_API\");\n");
}

TEST_CASE("names that headers define as macros") {
  CHECK(el_member_definition("errno") ==
        "#pragma push_macro(\"errno\")\n#undef errno\n"
        "QUIRE_EL_MEMBER(quire_member_errno, errno, errno, Errno);\n"
        "#pragma pop_macro(\"errno\")\n");
  CHECK(el_name_definition("BUFSIZ") ==
        "#pragma push_macro(\"BUFSIZ\")\n#undef BUFSIZ\n"
        "[[maybe_unused]] constexpr quire::el::Name BUFSIZ{quire::detail::view(\"BUFSIZ\", 6)};\n"
        "#pragma pop_macro(\"BUFSIZ\")\n");
  // Not a macro in C++, but `new` is not a name.
  CHECK(el_member_definition("NEW") ==
        "#pragma push_macro(\"NEW\")\n#undef NEW\n"
        "QUIRE_EL_MEMBER(quire_member_NEW, NEW, NEW, NEW);\n"
        "#pragma pop_macro(\"NEW\")\n");
  CHECK(el_name_definition("user") ==
        "[[maybe_unused]] constexpr quire::el::Name user{quire::detail::view(\"user\", 4)};\n");
}

TEST_CASE("implicit objects") {
  CHECK(implicit_object("param") == ", quire::el::Implicit::kParam");
  CHECK(implicit_object("pageContext") == ", quire::el::Implicit::kPageContext");
  CHECK(implicit_object("user").empty());
}

}  // namespace
}  // namespace quire::compiler
