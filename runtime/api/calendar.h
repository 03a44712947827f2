#ifndef QUIRE_RUNTIME_API_CALENDAR_H_
#define QUIRE_RUNTIME_API_CALENDAR_H_

#include <quire/time.h>

namespace quire {

/// What a calendar and a clock show.
struct CalendarFields {
  long long year = 1970;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
};

constexpr long long kSecondsOfDay = 86'400;

/// An instant in UTC. A time of day has the date 1970-01-01.
CalendarFields fields_of(const Time& time);
/// The inverse, in seconds; the fields need not be in their ranges, except for the month.
long long seconds_of(const CalendarFields& fields);
/// From 28 to 31.
int days_of_month(long long year, int month);

/// Whether two times can be compared: both are instants, or times of day, or of a calendar.
bool are_comparable(const Time& a, const Time& b);
/// Negative, 0 or positive; for times that can be compared. A date is its midnight.
int compare(const Time& a, const Time& b);

}  // namespace quire

#endif  // QUIRE_RUNTIME_API_CALENDAR_H_
