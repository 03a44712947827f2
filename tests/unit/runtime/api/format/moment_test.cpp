#include "runtime/api/format/moment.h"

#include "tests/unit/runtime/page/test_page.h"

#include <catch2/catch.hpp>

#include <limits>
#include <string>

namespace quire::format {
namespace {

std::string read(const el::Argument& value) {
  TestPage c;
  const auto time = time_of(el::Operand(c, value));
  return time ? quire::detail::time_text(*time) : "none";
}

TEST_CASE("the times that values are") {
  CHECK(read("2026-11-22") == "2026-11-22");
  CHECK(read(" 2026-11-22T19:10+01:00\n") == "2026-11-22T18:10:00Z");
  CHECK(read(1500) == "1970-01-01T00:00:01.500Z");
  CHECK(read(-1) == "1969-12-31T23:59:59.999Z");
  CHECK(read(1500.7) == "1970-01-01T00:00:01.500Z");
  CHECK(read(Value(Time{61, 0, Time::Form::kTimeOfDay})) == "00:01:01");
  for (const Value& value :
       {Value(), Value(true), Value("1500"), Value(1e19), Value(-1e300), Value::list({}), Value("")})
    CHECK(read(value) == "none");
}

TEST_CASE("milliseconds, rounded down") {
  CHECK(milliseconds_of({-1, 999'999'999}) == -1);
  CHECK(milliseconds_of({1, 999'999}) == 1000);
  CHECK(milliseconds_of({std::numeric_limits<long long>::max(), 0}) > 9'000'000'000'000'000'000);
  CHECK(milliseconds_of({std::numeric_limits<long long>::min(), 0}) < -9'000'000'000'000'000'000);
  for (const long long number : {0LL, 1LL, -1LL, -1000LL, -1001LL, 999LL, std::numeric_limits<long long>::min()})
    if (number > std::numeric_limits<long long>::min() + 10'000)
      CHECK(milliseconds_of(time_from(number, Time::Form::kInstant)) == number);
  CHECK(time_from(std::numeric_limits<long long>::min(), Time::Form::kInstant).nanoseconds == 192'000'000);
}

}  // namespace
}  // namespace quire::format
