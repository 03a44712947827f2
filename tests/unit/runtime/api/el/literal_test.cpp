#include "tests/unit/runtime/api/el/evaluated.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("lists, sets and maps") {
  TestPage c;
  const std::string text = "t";
  CHECK(el::list(c, {1, "a", text, nullptr, Value(2.5)}) == Value::list({1, "a", "t", Value(), 2.5}));
  CHECK(el::set_of(c, {1, 2, 1, "1", "1"}) == Value::list({1, 2, "1"}));
  CHECK(el::map(c, {{"a", 1}, {2, text}}) == Value::map({{"a", 1}, {"2", "t"}}));
  CHECK(el::list(c, {}).size() == 0);
}

TEST_CASE("what an operand is, is kept while it is decided") {
  TestPage c;
  const auto elvis = [&](const Value& a, const Value& b) -> const Value& { return el::hold(c, a) ? el::held(c) : b; };
  const auto coalesce = [&](const Value& a, const Value& b) -> const Value& {
    return el::hold_unless_null(c, a) ? el::held(c) : b;
  };
  CHECK(elvis("true", "other").as_string() == "true");
  CHECK(elvis(Value(), "other").as_string() == "other");
  CHECK(coalesce("", "other").as_string().empty());
  CHECK(coalesce(Value(), "other").as_string() == "other");
  CHECK(coalesce(elvis(Value(), Value()), elvis(true, 1)).as_bool());
  CHECK_THROWS_AS(elvis(1234, "OK"), el::Error);
}

}  // namespace
}  // namespace quire
