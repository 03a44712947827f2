#include "runtime/api/calendar.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("each day of a thousand years is followed by the next") {
  CalendarFields expected{1600, 1, 1};
  const long long first = seconds_of(expected);
  for (long long day = 0; day < 365'243; ++day) {
    const Time time{first + day * kSecondsOfDay + 86'399, 0, Time::Form::kDateTime};
    const CalendarFields fields = fields_of(time);
    REQUIRE((fields.year == expected.year && fields.month == expected.month && fields.day == expected.day));
    REQUIRE(fields.hour * 3600 + fields.minute * 60 + fields.second == 86'399);
    REQUIRE(seconds_of(fields) == time.seconds);
    if (++expected.day > days_of_month(expected.year, expected.month)) {
      expected.day = 1;
      if (++expected.month > 12) expected = {expected.year + 1, 1, 1};
    }
  }
}

TEST_CASE("a date is comparable with a date and time, at its midnight") {
  const Time date{86'400, 0, Time::Form::kDate};
  const Time noon{86'400 + 43'200, 0, Time::Form::kDateTime};
  CHECK(are_comparable(date, noon));
  CHECK(compare(date, noon) < 0);
  CHECK_FALSE(are_comparable(date, {0, 0, Time::Form::kInstant}));
  CHECK_FALSE(are_comparable(noon, {0, 0, Time::Form::kTimeOfDay}));
  CHECK(compare({0, 5, Time::Form::kInstant}, {0, 4, Time::Form::kInstant}) > 0);
  CHECK(compare({0, 5, Time::Form::kInstant, 60}, {0, 5, Time::Form::kInstant, 0}) == 0);
}

}  // namespace
}  // namespace quire
