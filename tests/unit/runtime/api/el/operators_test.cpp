#include "tests/unit/runtime/api/el/evaluated.h"

#include <catch2/catch.hpp>

#include <limits>
#include <optional>
#include <vector>

namespace quire {
namespace {

using el::Argument;

constexpr long long kMost = std::numeric_limits<long long>::max();
constexpr long long kLeast = std::numeric_limits<long long>::min();

TEST_CASE("sums are of numbers; null and empty text are 0") {
  TestPage c;
  CHECK(el::add(c, Value(1), 2).as_integer() == 3);
  CHECK(el::add(c, Value(1), 2.5).as_double() == 3.5);
  CHECK(el::add(c, "4", 5).as_integer() == 9);
  CHECK(el::add(c, "1.5", "").as_double() == 1.5);
  CHECK(el::add(c, "1e2", 1).as_double() == 101);
  CHECK(el::add(c, "+1", 1).as_integer() == 2);
  CHECK(el::add(c, nullptr, Value()).as_integer() == 0);
  CHECK(el::add(c, std::optional<int>(), std::optional<int>(2)).as_integer() == 2);
  // As in Java.
  CHECK(el::add(c, Value(kMost), 1).as_integer() == kLeast);
  CHECK(el::add(c, kMost, 1) == kLeast);
  CHECK(el::subtract(c, Value(kLeast), 1).as_integer() == kMost);
  CHECK(el::multiply(c, Value(kMost), 2).as_integer() == -2);
}

TEST_CASE("what is not a number is named") {
  TestPage c;
  CHECK(error_of([&] { el::add(c, true, 1); }) == "true (a boolean) is not a number, and cannot be added");
  CHECK(error_of([&] { el::subtract(c, "four", 1); }) == "`four` (text) is not a number, and cannot be subtracted");
  CHECK(error_of([&] { el::multiply(c, Value::list({1, 2}), 1); }) ==
        "a list of 2 items is not a number, and cannot be multiplied");
  for (const char* text : {"0x1", " 1", "1 ", "inf", "nan", "--1", "+-1", "1.5.2", "e5", "9223372036854775808"})
    CHECK_THROWS_AS(el::negate(c, text), el::Error);
}

TEST_CASE("a quotient is a double, except of null") {
  TestPage c;
  CHECK(el::divide(c, Value(7), 2).as_double() == 3.5);
  CHECK(el::divide(c, 4, 2) == 2.0);
  CHECK(el::divide(c, nullptr, nullptr).kind() == Value::Kind::kInteger);
  CHECK(printed(c, el::divide(c, Value(1), 0)) == "Infinity");
  CHECK(el::modulo(c, Value(7), 4).as_integer() == 3);
  CHECK(el::modulo(c, Value(-7), 4).as_integer() == -3);
  CHECK(el::modulo(c, Value(7.5), 2).as_double() == 1.5);
  CHECK(el::modulo(c, kLeast, -1) == 0);
  CHECK(error_of([&] { el::modulo(c, Value(7), 0); }) == "an integer cannot be divided by 0");
  CHECK_THROWS_AS(el::modulo(c, 7, 0), el::Error);
  CHECK(el::negate(c, "3").as_integer() == -3);
  CHECK(el::negate(c, 2.5) == -2.5);
  CHECK(el::negate(c, kLeast) == kLeast);
}

TEST_CASE("text is joined, whatever it is made of") {
  TestPage c;
  CHECK(el::concat(c, "a", 1).as_string() == "a1");
  CHECK(el::concat(c, nullptr, true).as_string() == "true");
  CHECK(el::concat(c, Value::list({1, "b"}), 2.5).as_string() == "[1, b]2.5");
}

TEST_CASE("numbers precede booleans, and booleans text") {
  TestPage c;
  CHECK(el::equal(c, "01", 1));
  CHECK(el::equal(c, "+1", 1));
  CHECK(el::equal(c, Value(1), 1.0));
  CHECK(el::equal(c, "", 0));
  CHECK_FALSE(el::equal(c, "01", "1"));
  CHECK(el::equal(c, "TRUE", true));
  CHECK(el::equal(c, "x", false));
  CHECK(el::equal(c, std::string("a"), "a"));
  CHECK(el::equal(c, Value::list({1}), Value::list({1})));
  CHECK(el::equal(c, nullptr, Value()));
  CHECK(el::equal(c, nullptr, nullptr));
  CHECK(el::equal(c, Value(0), 0LL));
  CHECK_FALSE(el::equal(c, 0LL, nullptr));
  CHECK_FALSE(el::equal(c, Value(), 0LL));
  CHECK_FALSE(el::equal(c, Value(), 0));
  CHECK_FALSE(el::equal(c, Value(), ""));
  CHECK(error_of([&] { el::equal(c, "abc", 5); }) == "`abc` (text) cannot be compared with 5 (an integer)");
  CHECK(error_of([&] { el::equal(c, true, 5); }) == "true (a boolean) cannot be compared with 5 (an integer)");
}

TEST_CASE("order") {
  TestPage c;
  CHECK(el::less(c, Value(1), 2));
  CHECK(el::less(c, "9", 10));
  CHECK(el::less(c, "10", "9"));
  CHECK(el::less_equal(c, Value("a"), "a"));
  CHECK(el::greater(c, 2.5, Value(2)));
  CHECK(el::greater_equal(c, Value(2), 2));
  CHECK_FALSE(el::less(c, Value(), 1));
  CHECK_FALSE(el::greater(c, Value(), 1));
  CHECK(el::less_equal(c, Value(), nullptr));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(el::less_equal(c, Value(nan), 1));
  CHECK_FALSE(el::equal(c, Value(nan), Value(nan)));
  CHECK_THROWS_AS(el::less(c, Value::list({}), Value::list({})), el::Error);
}

TEST_CASE("conditions are booleans or text") {
  TestPage c;
  CHECK(el::test(c, true));
  CHECK(el::test(c, "True"));
  CHECK_FALSE(el::test(c, "yes"));
  CHECK_FALSE(el::test(c, ""));
  CHECK_FALSE(el::test(c, nullptr));
  CHECK(el::test(c, std::vector<bool>{true}[0]));
  CHECK(error_of([&] { el::test(c, 1); }) == "1 (an integer) is not a condition, which is a boolean or text");
}

TEST_CASE("what is empty") {
  TestPage c;
  CHECK(el::is_empty(c, nullptr));
  CHECK(el::is_empty(c, Value()));
  CHECK(el::is_empty(c, ""));
  CHECK(el::is_empty(c, Value::list({})));
  CHECK(el::is_empty(c, Value::map({})));
  CHECK(el::is_empty(c, std::optional<std::string>()));
  CHECK(el::is_empty(c, std::optional<std::string>("")));
  CHECK(el::is_empty(c, std::vector<int>()));
  CHECK_FALSE(el::is_empty(c, 0));
  CHECK_FALSE(el::is_empty(c, Value(false)));
  CHECK_FALSE(el::is_empty(c, std::vector<int>{0}));
}

TEST_CASE("times compare with times of the same kind, and with text that is ISO 8601") {
  TestPage c;
  const Value instant = Time{1'795'374'600, 0, Time::Form::kInstant};
  const Value date = Time{86'400, 0, Time::Form::kDate};
  CHECK(el::equal(c, instant, "2026-11-22T20:10:00+01:00"));
  CHECK(el::less(c, instant, "2026-11-22T19:10:00.001Z"));
  CHECK(el::less(c, "2026-11-22T19:09Z", instant));
  CHECK(el::less_equal(c, instant, instant));
  CHECK(el::less(c, date, "1970-01-02T00:00:01"));
  CHECK(el::equal(c, date, "1970-01-02"));
  CHECK_FALSE(el::equal(c, date, nullptr));
  CHECK_FALSE(el::is_empty(c, date));
  CHECK(el::concat(c, "on ", date).as_string() == "on 1970-01-02");
  CHECK(called(c, instant, "compareTo", "2026-11-22T19:10Z").as_integer() == 0);
  CHECK(called(c, instant, "toString").as_string() == "2026-11-22T19:10:00Z");
  CHECK_FALSE(called(c, instant, "equals", "2026-11-22T19:10:00Z").as_bool());
  CHECK(error_of([&] { el::less(c, date, "tomorrow"); }) ==
        "1970-01-02 (a time) cannot be compared with `tomorrow` (text)");
  CHECK(
      error_of([&] { el::equal(c, date, instant); }) ==
      "1970-01-02 (a time) cannot be compared with 2026-11-22T19:10:00Z (a time): only one of them has a zone, a date "
      "or a time of day");
  CHECK_THROWS_AS(el::equal(c, date, 5), el::Error);
  CHECK_THROWS_AS(el::equal(c, date, true), el::Error);
  CHECK_THROWS_AS(el::less(c, Value::list({}), date), el::Error);
  CHECK_THROWS_AS(el::add(c, date, 5), el::Error);
  CHECK_THROWS_AS(el::test(c, date), el::Error);
}

}  // namespace
}  // namespace quire
