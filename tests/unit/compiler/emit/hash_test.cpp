#include "compiler/emit/hash.h"

#include <catch2/catch.hpp>

namespace quire::compiler {
namespace {

TEST_CASE("a hash is 16 hexadecimal digits of the content") {
  // Of the XXH3 specification's own examples, seed 0.
  CHECK(content_hash("") == "2d06800538d394c2");
  CHECK(content_hash("abc") == content_hash(std::string("ab") + "c"));
  CHECK(content_hash(std::string_view("a\0", 2)) != content_hash("a"));
}

}  // namespace
}  // namespace quire::compiler
