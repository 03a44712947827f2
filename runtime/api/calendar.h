#ifndef QUIRE_RUNTIME_API_CALENDAR_H_
#define QUIRE_RUNTIME_API_CALENDAR_H_

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

/// Of seconds since 1970-01-01T00:00:00. The calendar is the Gregorian one for all years (ISO 8601).
CalendarFields fields_of(long long seconds);
/// The inverse; the fields need not be in their ranges, except for the month.
long long seconds_of(const CalendarFields& fields);
/// From 28 to 31.
int days_of_month(long long year, int month);

}  // namespace quire

#endif  // QUIRE_RUNTIME_API_CALENDAR_H_
