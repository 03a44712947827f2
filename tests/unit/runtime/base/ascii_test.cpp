#include "runtime/base/ascii.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

std::string all_that(bool (*is)(char)) {
  std::string text;
  for (int c = 0; c < 256; ++c)
    if (is(static_cast<char>(c))) text += static_cast<char>(c);
  return text;
}

TEST_CASE("classes hold ASCII alone") {
  CHECK(all_that(is_lower) == "abcdefghijklmnopqrstuvwxyz");
  CHECK(all_that(is_upper) == "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  CHECK(all_that(is_digit) == "0123456789");
  CHECK(all_that(is_alphanumeric).size() == 62);
  CHECK(all_that(is_space) == "\t\n\v\f\r ");
  CHECK(all_that(is_ascii).size() == 128);
}

TEST_CASE("only letters of ASCII have a case") {
  CHECK(to_lower("AZ[az\xC9`@") == "az[az\xC9`@");
  CHECK(to_upper('q') == 'Q');
  CHECK(to_upper('{') == '{');
  CHECK(equals_ignoring_case("WEB-INF", "web-inf"));
  CHECK_FALSE(equals_ignoring_case("WEB-INF", "web-in"));
  CHECK_FALSE(equals_ignoring_case("@", "`"));
}

TEST_CASE("hexadecimal digits have their values") {
  CHECK(hex_value('0') == 0);
  CHECK(hex_value('9') == 9);
  CHECK(hex_value('a') == 10);
  CHECK(hex_value('F') == 15);
  for (const char c : {'g', '/', ':', '@', '\0', '\xff'}) CHECK(hex_value(c) == -1);
}

}  // namespace
}  // namespace quire
