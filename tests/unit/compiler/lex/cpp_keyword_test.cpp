#include "compiler/lex/cpp_keyword.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("words of C++20 are kept, and near ones are free") {
  for (const char* word : {"alignas", "and", "char8_t", "co_await", "concept", "requires", "xor_eq"}) {
    CAPTURE(word);
    CHECK(is_cpp_keyword(word));
  }
  for (const char* word : {"", "And", "override", "final", "import", "module", "string", "classes"}) {
    CAPTURE(word);
    CHECK_FALSE(is_cpp_keyword(word));
  }
}

TEST_CASE("a variable's name is ASCII, no keyword, and none of Quire's own") {
  for (const char* name : {"a", "_", "a_1", "final", "Quire_x"}) CHECK(is_variable_name(name));
  for (const char* name : {"", "1a", "a-b", "a b", "new", "quire_", "quire_a",
                           "gr\xC3\xB6\xC3\x9F"
                           "e"}) {
    CAPTURE(name);
    CHECK_FALSE(is_variable_name(name));
  }
}
