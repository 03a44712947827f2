#include "runtime/api/calendar.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("each day of a thousand years is followed by the next") {
  CalendarFields expected{1600, 1, 1};
  const long long first = seconds_of(expected);
  for (long long day = 0; day < 365'243; ++day) {
    const long long seconds = first + day * kSecondsOfDay + 86'399;
    const CalendarFields fields = fields_of(seconds);
    REQUIRE((fields.year == expected.year && fields.month == expected.month && fields.day == expected.day));
    REQUIRE(fields.hour * 3600 + fields.minute * 60 + fields.second == 86'399);
    REQUIRE(seconds_of(fields) == seconds);
    if (++expected.day > days_of_month(expected.year, expected.month)) {
      expected.day = 1;
      if (++expected.month > 12) expected = {expected.year + 1, 1, 1};
    }
  }
}

}  // namespace
}  // namespace quire
