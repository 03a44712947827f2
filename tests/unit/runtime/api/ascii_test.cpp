#include "runtime/api/ascii.h"

#include <catch2/catch.hpp>

namespace quire::detail {
namespace {

TEST_CASE("letters of ASCII have a lower case") {
  CHECK(lower_case("GeT [@`{Z") == "get [@`{z");
  CHECK(lower_case("\xC3\x84") == "\xC3\x84");
  CHECK(equals_ignoring_case("UTF-8", "utf-8"));
  CHECK_FALSE(equals_ignoring_case("UTF-8", "utf-"));
  // They differ in the same bit as letters do.
  CHECK_FALSE(equals_ignoring_case("@", "`"));
}

}  // namespace
}  // namespace quire::detail
