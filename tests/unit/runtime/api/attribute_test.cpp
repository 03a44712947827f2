#include <quire/attribute.h>

#include <catch2/catch.hpp>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>

namespace quire {
namespace {

using namespace std::string_view_literals;

/// As the author of a site writes them.
struct Colour {
  explicit Colour(std::string_view text) : name(text) {}
  std::string name;
};

TEST_CASE("a literal of a page is converted when the page is compiled") {
  static_assert(attribute<int>::of("12") == 12);
  static_assert(attribute<int>::of("-2147483648") == std::numeric_limits<int>::min());
  static_assert(attribute<std::uint8_t>::of("255") == 255);
  static_assert(attribute<std::uint64_t>::of("18446744073709551615") == std::numeric_limits<std::uint64_t>::max());
  static_assert(attribute<long long>::of("-9223372036854775808") == std::numeric_limits<long long>::min());
  static_assert(attribute<bool>::of("true") && !attribute<bool>::of("false"));
  static_assert(attribute<char>::of("x") == 'x');
  static_assert(attribute<double>::of("0.1") == 0.1 && attribute<double>::of("-1.5e3") == -1500);
  static_assert(attribute<float>::of("0.1") == 0.1F);
  static_assert(attribute<std::string_view>::of("a b") == "a b");
  static_assert(attribute<std::optional<int>>::of("7") == 7);
  static_assert(attribute<const int&>::of(AttributeText("7")) == 7);
  CHECK(attribute<std::string>::of("a<b") == "a<b");
  CHECK(attribute<std::string>::of(AttributeText("a\0b"sv)).size() == 3);
  CHECK(attribute<const char*>::of("a") == "a"sv);
  CHECK(attribute<std::optional<std::string>>::of("a") == "a");
  CHECK(attribute<Value>::of("5") == Value("5"));
  CHECK(attribute<Colour>::of("red").name == "red");
}

TEST_CASE("an expression of the page is taken as it is") {
  int n = 5;
  CHECK(attribute<int>::of(n + 1) == 6);
  CHECK(attribute<double>::of(n) == 5.0);
  CHECK(attribute<std::string>::of(std::string("a")) == "a");
  CHECK(attribute<std::string>::of(std::string("a").c_str()) == "a");
  CHECK(attribute<std::optional<int>>::of(std::nullopt) == std::nullopt);
  CHECK(*attribute<int*>::of(&n) == 5);
  CHECK(attribute<std::vector<int>>::of({1, 2}).size() == 2);
  CHECK(attribute<Value>::of(n) == Value(5));
}

TEST_CASE("text that is known when the page runs") {
  CHECK(attribute<int>::parse("12") == 12);
  CHECK(attribute<std::optional<bool>>::parse("false") == false);
  CHECK(attribute<std::string>::parse("") == "");
  CHECK(attribute<Colour>::parse("red").name == "red");
  CHECK_THROWS_WITH(attribute<int>::parse("abc"), "an attribute of type `int` cannot be `abc`");
  for (const std::string_view text :
       {"", "-", "+1", " 1", "1 ", "1.0", "0x1", "2147483648", "-2147483649", "99999999999999999999999999"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(attribute<int>::parse(text), std::invalid_argument);
  }
  for (const std::string_view text : {"", "TRUE", "1", "yes", "true "})
    CHECK_THROWS_AS(attribute<bool>::parse(text), std::invalid_argument);
  for (const std::string_view text : {"", "ab", "é"})
    CHECK_THROWS_AS(attribute<char>::parse(text), std::invalid_argument);
  CHECK_THROWS_AS(attribute<unsigned>::parse("-1"), std::invalid_argument);
  CHECK_THROWS_AS(attribute<unsigned>::parse("-0"), std::invalid_argument);
  CHECK_THROWS_AS(attribute<std::uint8_t>::parse("256"), std::invalid_argument);
  CHECK_THROWS_AS(attribute<std::uint64_t>::parse("18446744073709551616"), std::invalid_argument);
}

TEST_CASE("decimal numbers in all their forms") {
  const struct {
    std::string_view text;
    double value;
  } rows[] = {
      {"0", 0},
      {"-0", -0.0},
      {"1.", 1},
      {".5", 0.5},
      {"3.141592653589793", 3.141592653589793},
      {"1e22", 1e22},
      {"1E-7", 1e-7},
      {"1e+2", 100},
      {"123456789012345678901234567890", 123456789012345678901234567890.0},
      {"0.00000000000000000000000000000000000001", 1e-38},
      {"1.7976931348623157e308", std::numeric_limits<double>::max()},
      {"1e-400", 0},
      {"0e400", 0},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(attribute<double>::parse(row.text) == row.value);
  }
  for (const std::string_view text : {"", ".", "-", "e5", "1e", "1e+", "1e5x", "1,5", "nan", "inf", "0x1p3", "1e309",
                                      "1e99999", "1..2", " 1", "1f"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(attribute<double>::parse(text), std::invalid_argument);
  }
  CHECK_THROWS_AS(attribute<float>::parse("1e39"), std::invalid_argument);
}

}  // namespace
}  // namespace quire
