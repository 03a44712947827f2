#include "runtime/api/format/option.h"

#include "tests/unit/runtime/page/test_page.h"

#include <catch2/catch.hpp>

#include <limits>

namespace quire::format {
namespace {

TEST_CASE("an attribute that is not given, or empty, has no value") {
  TestPage c;
  for (const Value& nothing : {Value(), Value("")}) {
    CHECK_FALSE(count_option(c, nothing));
    CHECK_FALSE(flag_option(c, nothing));
    CHECK_FALSE(word_option<int>(c, nothing, "type", {{"a", 1}}));
  }
}

TEST_CASE("counts, flags and words") {
  TestPage c;
  CHECK(count_option(c, "3") == 3);
  CHECK(count_option(c, 0) == 0);
  CHECK(count_option(c, 2.0) == 2);
  for (const Value& value :
       {Value("x"), Value(-1), Value(1e9), Value(std::numeric_limits<long long>::max()), Value(true)})
    CHECK_THROWS_AS(count_option(c, value), el::Error);
  CHECK(flag_option(c, "true") == true);
  CHECK(flag_option(c, false) == false);
  CHECK(flag_option(c, "no") == false);
  CHECK(word_option<int>(c, "Two", "type", {{"one", 1}, {"two", 2}}) == 2);
  CHECK_THROWS_WITH(word_option<int>(c, "three", "type", {{"one", 1}, {"two", 2}}),
                    "`type` is `three`, which is not one of `one`, `two`");
}

}  // namespace
}  // namespace quire::format
