#include <quire/convert.h>

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>

namespace quire {
namespace {

TEST_CASE("an empty parameter is absent") {
  CHECK_FALSE(convert_param<int>("n", "").has_value());
  CHECK_FALSE(convert_param<bool>("n", "").has_value());
  CHECK_FALSE(convert_param<double>("n", "").has_value());
  CHECK_FALSE(convert_param<std::string>("n", "").has_value());
}

TEST_CASE("numbers up to the bounds of their type") {
  CHECK(convert_param<int>("n", "0") == 0);
  CHECK(convert_param<int>("n", "-2147483648") == -2147483647 - 1);
  CHECK(convert_param<std::int8_t>("n", "127") == 127);
  CHECK(convert_param<std::uint8_t>("n", "255") == 255);
  CHECK(convert_param<long long>("n", "-9223372036854775808") == std::numeric_limits<long long>::min());
  CHECK(convert_param<unsigned long long>("n", "18446744073709551615") ==
        std::numeric_limits<unsigned long long>::max());
  CHECK(convert_param<int>("n", "007") == 7);
  CHECK_THROWS_AS(convert_param<std::int8_t>("n", "128"), BadRequest);
  CHECK_THROWS_AS(convert_param<std::int8_t>("n", "-129"), BadRequest);
  CHECK_THROWS_AS(convert_param<std::uint8_t>("n", "256"), BadRequest);
  CHECK_THROWS_AS(convert_param<unsigned>("n", "-1"), BadRequest);
  CHECK_THROWS_AS(convert_param<long long>("n", "9223372036854775808"), BadRequest);
  CHECK_THROWS_AS(convert_param<unsigned long long>("n", "18446744073709551616"), BadRequest);
}

TEST_CASE("what is no number is refused whole") {
  for (const char* text : {" 1", "1 ", "+1", "1.5", "1e3", "0x10", "1_000", "abc", "-", "--1", "１"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(convert_param<int>("n", text), BadRequest);
    CHECK_THROWS_AS(convert_param<unsigned>("n", text), BadRequest);
  }
  CHECK_THROWS_AS(convert_param<int>("n", std::string_view("1\0", 2)), BadRequest);
}

TEST_CASE("doubles") {
  CHECK(convert_param<double>("n", "1.5") == 1.5);
  CHECK(convert_param<double>("n", "-1e3") == -1000.0);
  CHECK(convert_param<float>("n", ".5") == 0.5F);
  for (const char* text : {"1,5", "1.5x", " 1.5", "+1.5", "1e999", "."}) {
    CAPTURE(text);
    CHECK_THROWS_AS(convert_param<double>("n", text), BadRequest);
  }
}

TEST_CASE("bool takes the words of forms") {
  for (const char* text : {"true", "on", "yes", "1"}) CHECK(convert_param<bool>("n", text) == true);
  for (const char* text : {"false", "off", "no", "0"}) CHECK(convert_param<bool>("n", text) == false);
  for (const char* text : {"TRUE", "2", "y", "true ", "null"})
    CHECK_THROWS_AS(convert_param<bool>("n", text), BadRequest);
}

TEST_CASE("text stays as it is") {
  CHECK(convert_param<std::string>("n", " a<b ") == " a<b ");
  CHECK(convert_param<std::string_view>("n", "a") == "a");
}

TEST_CASE("a refusal says what was sent and what may be") {
  CHECK_THROWS_WITH(convert_param<std::uint8_t>("age", "x"),
                    "parameter `age` is `x`; it must be a whole number from 0 to 255");
  CHECK_THROWS_WITH(convert_param<std::int8_t>("age", "200"),
                    "parameter `age` is `200`; it must be a whole number from -128 to 127");
  CHECK_THROWS_WITH(convert_param<double>("price", "x"), "parameter `price` is `x`; it must be a number");
  CHECK_THROWS_WITH(convert_param<bool>("b", "x"), "parameter `b` is `x`; it must be `true` or `false`");
  CHECK_THROWS_WITH(convert_param<int>("n", std::string(1000, 'x')),
                    Catch::Contains(std::string(40, 'x') + "…`") && !Catch::Contains(std::string(41, 'x')));
}

TEST_CASE("a character is one byte") {
  CHECK(convert_param<char>("c", "x") == 'x');
  CHECK(convert_param<char>("c", "5") == '5');
  CHECK_THROWS_WITH(convert_param<char>("c", "xy"), "parameter `c` is `xy`; it must be one character");
}

}  // namespace
}  // namespace quire
