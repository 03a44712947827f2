#include "tests/unit/runtime/api/el/evaluated.h"

#include <catch2/catch.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace converted_types {

enum class Status { open, shipped };
QUIRE_ENUM(Status, open, shipped)

}  // namespace converted_types

namespace quire {
namespace {

using converted_types::Status;

TEST_CASE("numbers of every width, in their range") {
  TestPage c;
  CHECK(el::to<int>(c, Value("12")) == 12);
  CHECK(el::to<int>(c, 2.9) == 2);
  CHECK(el::to<int>(c, nullptr) == 0);
  CHECK(el::to<int>(c, "") == 0);
  CHECK(el::to<std::uint8_t>(c, 255) == 255);
  CHECK(el::to<std::uint64_t>(c, 9223372036854775807LL) == 9223372036854775807ULL);
  CHECK(el::to<double>(c, "1.5") == 1.5);
  CHECK(error_of([&] { el::to<std::uint8_t>(c, 256); }) == "256 (an integer) is not between 0 and 255");
  CHECK(error_of([&] { el::to<std::int8_t>(c, -129); }) == "-129 (an integer) is not between -128 and 127");
  CHECK(error_of([&] { el::to<int>(c, "abc"); }) == "`abc` (text) cannot be converted to a number");
  CHECK(error_of([&] { el::to<int>(c, true); }) == "true (a boolean) cannot be converted to a number");
  for (const double number : {1e300, -1e300, std::numeric_limits<double>::quiet_NaN()}) {
    CHECK_THROWS_AS(el::to<long long>(c, number), el::Error);
    CHECK_THROWS_AS(el::to<unsigned>(c, number), el::Error);
  }
}

TEST_CASE("text, booleans, characters and enums") {
  TestPage c;
  CHECK(el::to<std::string>(c, 5) == "5");
  CHECK(el::to<std::string>(c, nullptr).empty());
  CHECK(el::to<std::string_view>(c, Value::list({1, 2})) == "[1, 2]");
  CHECK(el::to<bool>(c, "true"));
  CHECK(el::to<char>(c, "xy") == 'x');
  CHECK(el::to<char>(c, "") == '\0');
  CHECK(el::to<Status>(c, "shipped") == Status::shipped);
  CHECK(error_of([&] { el::to<Status>(c, "shiped"); }) ==
        "`shiped` (text) is not one of open, shipped; did you mean `shipped`?");
}

TEST_CASE("optionals, values and what has a codec") {
  TestPage c;
  CHECK_FALSE(el::to<std::optional<int>>(c, nullptr));
  CHECK(el::to<std::optional<int>>(c, "3") == 3);
  CHECK(el::to<Value>(c, "x") == Value("x"));
  CHECK(el::to<std::vector<int>>(c, Value::list({1, 2})) == std::vector<int>{1, 2});
  CHECK(error_of([&] { el::to<std::vector<int>>(c, Value("x")); }) ==
        "`x` (text) cannot be converted to `std::vector<int>`");
  const std::vector<int> same{1};
  CHECK(&el::to<std::vector<int>>(c, same) == &same);
}

TEST_CASE("text is not copied") {
  TestPage c;
  const Value value("abc");
  CHECK(el::text(c, value).data() == value.as_string().data());
  CHECK(el::text(c, 5) == "5");
  CHECK(el::text(c, nullptr).empty());
}

TEST_CASE("long values are shortened in messages") {
  TestPage c;
  std::string text;
  for (int count = 0; count < 40; ++count) text += "ß";
  CHECK(error_of([&] { el::to<int>(c, text); }) ==
        "`" + text.substr(0, 60) + "…` (text) cannot be converted to a number");
}

}  // namespace
}  // namespace quire
