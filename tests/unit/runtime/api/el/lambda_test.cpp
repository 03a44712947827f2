#include "tests/unit/runtime/api/el/evaluated.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

const Value& plus(PageContext& c, long long number) {
  return el::lambda(c, 1, [&c, number](const Value* a) -> const Value& { return el::add(c, a[0], number); });
}

TEST_CASE("a lambda is called with its arguments") {
  TestPage c;
  CHECK(el::invoke(c, plus(c, 1), 2).as_integer() == 3);
  CHECK(el::invoke(c, plus(c, 1), Value("2")).as_integer() == 3);
  // As in Java, others are ignored.
  CHECK(el::invoke(c, plus(c, 1), 2, 3).as_integer() == 3);
  CHECK(error_of([&] { el::invoke(c, plus(c, 1)); }) == "a lambda with 1 parameter was called with 0");
  CHECK(error_of([&] { el::invoke(c, Value(5), 1); }) == "5 (an integer) is not a function");
}

TEST_CASE("a C++ function object is called as it is") {
  TestPage c;
  const auto twice = [](int n) { return 2 * n; };
  int calls = 0;
  const auto count = [&](const std::string&) { ++calls; };
  CHECK(el::invoke(c, twice, Value("4")) == 8);
  CHECK(el::invoke(c, count, Value(1)).is_null());
  CHECK(calls == 1);
}

TEST_CASE("a lambda that returns one keeps the other's arguments") {
  TestPage c;
  const Value& outer = el::lambda(c, 1, [&c](const Value* a) -> const Value& {
    return el::lambda(c, 1, [&c, a](const Value* b) -> const Value& { return el::subtract(c, a[0], b[0]); });
  });
  const Value& five = el::invoke(c, outer, 5);
  const Value& nine = el::invoke(c, outer, 9);
  CHECK(el::invoke(c, five, 3).as_integer() == 2);
  CHECK(el::invoke(c, nine, 3).as_integer() == 6);
}

TEST_CASE("a lambda calls itself by its name, but not without end") {
  TestPage c;
  const el::Name fact{"fact"};
  el::assign(c, fact, el::lambda(c, 1, [&](const Value* n) -> const Value& {
               if (el::equal(c, n[0], 0)) return el::value(c, 1);
               return el::multiply(c, n[0], el::invoke(c, el::find(c, fact), el::subtract(c, n[0], 1)));
             }));
  CHECK(el::invoke(c, el::find(c, fact), 5).as_integer() == 120);
  CHECK(error_of([&] { el::invoke(c, el::find(c, fact), -1); }) ==
        "lambdas call one another more than 256 deep; does one call itself forever?");
  CHECK(el::invoke(c, el::find(c, fact), 3).as_integer() == 6);
}

TEST_CASE("a lambda without parameters has a value; another cannot be printed or stored") {
  TestPage c;
  const auto answer = [&]() -> const Value& {
    return el::lambda(c, 0, [&c](const Value*) -> const Value& {
      return el::lambda(c, 0, [&c](const Value*) -> const Value& { return el::value(c, 42); });
    });
  };
  CHECK(printed(c, answer()) == "42");
  CHECK(el::add(c, answer(), 1).as_integer() == 43);
  CHECK(error_of([&] { printed(c, plus(c, 1)); }) == "a lambda has no value that can be printed or stored");
  CHECK_THROWS_AS(c.set_attribute("f", plus(c, 1)), std::logic_error);
  CHECK_THROWS_AS(c.request().set_attribute("f", Value::list({plus(c, 1)})), std::logic_error);
  CHECK_THROWS_AS(c.session().set("f", plus(c, 1)), std::logic_error);
  CHECK_THROWS_AS(el::stored(c, Value::list({plus(c, 1)})), el::Error);
}

}  // namespace
}  // namespace quire
