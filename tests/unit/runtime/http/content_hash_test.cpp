#include "runtime/http/content_hash.h"

#include <catch2/catch.hpp>

namespace quire::http {
namespace {

TEST_CASE("a hash is 16 digits of the whole content") {
  // The vector of XXH3_64bits for nothing.
  CHECK(content_hash("") == "2d06800538d394c2");
  CHECK(content_hash("a").size() == 16);
  CHECK(content_hash("a") == content_hash("a"));
  CHECK(content_hash("a") != content_hash("b"));
  CHECK(content_hash(std::string_view("a\0b", 3)) != content_hash("a"));
}

}  // namespace
}  // namespace quire::http
