#include "runtime/base/content_hash.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("a hash is 16 digits of the whole content") {
  // The vector of XXH3_64bits for nothing.
  CHECK(content_hash("") == "2d06800538d394c2");
  CHECK(content_hash("a").size() == 16);
  CHECK(content_hash("abc") == content_hash(std::string("ab") + "c"));
  CHECK(content_hash("a") != content_hash("b"));
  CHECK(content_hash(std::string_view("a\0b", 3)) != content_hash("a"));
}

TEST_CASE("parts have the hash of the text that they make") {
  const std::string large(100'000, 'x');
  CHECK(content_hash({"ab", "", "c"}) == content_hash("abc"));
  CHECK(content_hash({"<", large, ">"}) == content_hash("<" + large + ">"));
}

TEST_CASE("unique names differ") {
  CHECK(unique_name().size() == content_hash("").size());
  CHECK(unique_name() != unique_name());
}

}  // namespace
}  // namespace quire
