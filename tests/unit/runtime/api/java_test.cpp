#include <quire/java.h>
#include <quire/value.h>

#include <catch2/catch.hpp>

#include <limits>
#include <stdexcept>
#include <utility>

using namespace quire::java;

TEST_CASE("numbers are written as by Double.toString") {
  const std::pair<double, const char*> cases[] = {
      {0, "0.0"},     {-0.0, "-0.0"},   {1, "1.0"},          {0.1, "0.1"},         {9999999, "9999999.0"},
      {1e7, "1.0E7"}, {0.001, "0.001"}, {0.00012, "1.2E-4"}, {1.5e300, "1.5E300"}, {-1.0 / 3, "-0.3333333333333333"}};
  for (const auto& [value, expected] : cases) {
    CAPTURE(value);
    CHECK(text(value) == expected);
  }
  CHECK(text(std::numeric_limits<double>::infinity()) == "Infinity");
  CHECK(text(-std::numeric_limits<double>::infinity()) == "-Infinity");
  CHECK(text(std::numeric_limits<double>::quiet_NaN()) == "NaN");
}

TEST_CASE("attributes are written as by String.valueOf") {
  CHECK(text(quire::Value()) == "null");
  CHECK(text(quire::Value(2.0)) == "2.0");
  CHECK(text(quire::Value(2)) == "2");
  CHECK(text(quire::Value("<a>")) == "<a>");
  CHECK(text(quire::Value(true)) == "true");
  CHECK_THROWS_AS(text(quire::Value::list({1})), std::logic_error);
}

TEST_CASE("a bean's properties are the members of a map") {
  const quire::Value bean = quire::Value::map({{"name", "Ada"}});
  CHECK(text(property(bean, "name")) == "Ada");
  CHECK(property(bean, "age").is_null());
  CHECK(property(quire::Value(), "name").is_null());
}

TEST_CASE("text is read as by Integer.parseInt and Double.parseDouble") {
  CHECK(parse_int("-2147483648") == std::numeric_limits<int>::min());
  CHECK(parse_int("+012") == 12);
  CHECK(parse_long("9223372036854775807") == std::numeric_limits<long long>::max());
  CHECK(parse_double(" 1.5d\n") == 1.5);
  CHECK(parse_double("-1e400") == -std::numeric_limits<double>::infinity());
  CHECK(parse_double("+.5E1") == 5);
  CHECK(parse_double("-Infinity") < 0);
  for (const char* wrong : {"", " 1", "1 ", "12x", "+-1", "+", "2147483648", "0x1", "1.0"}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(parse_int(wrong), std::invalid_argument);
  }
  for (const char* wrong : {"", " ", "d", "1.5x", "inf", "nan", "+-1", "1 1", "--1"}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(parse_double(wrong), std::invalid_argument);
  }
}

TEST_CASE("integers divide, wrap and narrow as in Java") {
  constexpr int kLeast = std::numeric_limits<int>::min();
  CHECK(divide(-7, 2) == -3);
  CHECK(remainder(-7, 2) == -1);
  CHECK(divide(kLeast, -1) == kLeast);
  CHECK(remainder(kLeast, -1) == 0);
  CHECK(divide('a', 2) == 48);
  CHECK(divide(5LL, -1) == -5);
  CHECK_THROWS_AS(divide(1, 0), std::runtime_error);
  CHECK_THROWS_AS(remainder(1LL, 0), std::runtime_error);
  CHECK(to_int(-3.99) == -3);
  CHECK(to_int(1e20) == std::numeric_limits<int>::max());
  CHECK(to_int(-1e20) == kLeast);
  CHECK(to_long(9.3e18) == std::numeric_limits<long long>::max());
  CHECK(to_long(std::numeric_limits<double>::quiet_NaN()) == 0);
}
