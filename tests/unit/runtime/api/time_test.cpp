#include <quire/time.h>
#include <quire/value.h>

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

namespace quire {
namespace {

using Form = Time::Form;

std::string reread(std::string_view text) {
  Time time;
  return detail::read_time(text, time) ? detail::time_text(time) : "none";
}

TEST_CASE("times are written as ISO 8601") {
  CHECK(detail::time_text({0, 0, Form::kInstant}) == "1970-01-01T00:00:00Z");
  CHECK(detail::time_text({1'795'374'600, 0, Form::kInstant, 60}) == "2026-11-22T19:10:00Z");
  CHECK(detail::time_text({1'795'374'600, 250'000'000, Form::kDateTime}) == "2026-11-22T19:10:00.250");
  CHECK(detail::time_text({0, 1'000, Form::kTimeOfDay}) == "00:00:00.000001");
  CHECK(detail::time_text({0, 1, Form::kTimeOfDay}) == "00:00:00.000000001");
  CHECK(detail::time_text({-1, 999'000'000, Form::kInstant}) == "1969-12-31T23:59:59.999Z");
  CHECK(detail::time_text({-86'400, 0, Form::kDate}) == "1969-12-31");
  CHECK(detail::time_text({-62'167'219'200, 0, Form::kDate}) == "0000-01-01");
  CHECK(detail::time_text({-62'167'219'201, 0, Form::kDate}) == "-0001-12-31");
  CHECK(detail::time_text({253'402'300'800, 0, Form::kDate}) == "10000-01-01");
}

TEST_CASE("what is ISO 8601 is read") {
  const struct {
    std::string_view text;
    std::string_view read;
  } rows[] = {
      {"2026-11-22", "2026-11-22"},
      {"2024-02-29", "2024-02-29"},
      {"2000-02-29", "2000-02-29"},
      {"1582-10-10", "1582-10-10"},
      {"0000-02-29", "0000-02-29"},
      {"-0044-03-15", "-0044-03-15"},
      {"+12026-11-22", "12026-11-22"},
      {"12026-11-22", "12026-11-22"},
      {"999999999-12-31", "none"},
      {"+999999999-12-31", "999999999-12-31"},
      {"2026-11-22T19:10", "2026-11-22T19:10:00"},
      {"2026-11-22 19:10:05", "2026-11-22T19:10:05"},
      {"2026-11-22T19:10:05,5", "2026-11-22T19:10:05.500"},
      {"2026-11-22T19:10:05.1234567891", "2026-11-22T19:10:05.123456789"},
      {"2026-11-22T19:10:00Z", "2026-11-22T19:10:00Z"},
      {"2026-11-22t19:10z", "2026-11-22T19:10:00Z"},
      {"2026-11-22T19:10:00+01:00", "2026-11-22T18:10:00Z"},
      {"2026-11-22T19:10:00 +0100", "2026-11-22T18:10:00Z"},
      {"2026-11-22T19:10:00-03", "2026-11-22T22:10:00Z"},
      {"2026-01-01T00:10:00+05:45[Asia/Kathmandu]", "2025-12-31T18:25:00Z"},
      {"07:30", "07:30:00"},
      {"23:59:59.5", "23:59:59.500"},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    CHECK(reread(row.text) == row.read);
  }
  Time time;
  REQUIRE(detail::read_time("2026-11-22T19:10:00-03:30", time));
  CHECK(time.offset == -210);
}

TEST_CASE("what is not a time is refused") {
  for (const std::string_view text : {"",
                                      "2026",
                                      "2026-11",
                                      "2026-13-01",
                                      "2026-00-01",
                                      "2026-02-29",
                                      "1900-02-29",
                                      "2026-04-31",
                                      "2026-1-2",
                                      "26-11-22",
                                      "2026-11-22T",
                                      "2026-11-22T24:00",
                                      "2026-11-22T19:60",
                                      "2026-11-22T19:10:60",
                                      "2026-11-22T19",
                                      "2026-11-22T19:10:05.",
                                      "2026-11-22T19:10+19:00",
                                      "2026-11-22T19:10+01:60",
                                      "2026-11-22T19:10+1",
                                      "2026-11-22Z",
                                      "2026-11-22+01:00",
                                      "07:30Z",
                                      "7:30",
                                      "2026-11-22T19:10Zx",
                                      "2026-11-22  19:10",
                                      " 2026-11-22",
                                      "2026-11-22\n",
                                      "99999999999999999999-01-01",
                                      "+-2026-11-22",
                                      "--026-11-22",
                                      "2026-11-22T19:10[UTC]",
                                      "2026/11/22"}) {
    INFO(text);
    CHECK(reread(text) == "none");
  }
  CHECK(reread(std::string_view("2026-11-22\0", 11)) == "none");
}

TEST_CASE("an offset is not part of what a time is") {
  CHECK(Time{5, 0, Form::kInstant, 60} == Time{5, 0, Form::kInstant, 0});
  CHECK_FALSE(Time{5, 0, Form::kInstant} == Time{5, 0, Form::kDateTime});
  CHECK(Value(Time{5, 0, Form::kInstant, 60}) == Value(Time{5, 0, Form::kInstant}));
  CHECK_FALSE(Value(Time{5, 0, Form::kInstant}) == Value(Time{5, 1, Form::kInstant}));
  CHECK_FALSE(Value(Time{5, 0, Form::kInstant}) == Value(5));
}

}  // namespace
}  // namespace quire
