#include "runtime/api/calendar.h"

namespace quire {

namespace {

// A calendar of eras of 400 years, which all have the same days, and of years that begin in March, so that the leap
// day is the last one.
constexpr long long kDaysOfEra = 146'097;
/// From the 1st of March of year 0 to 1970-01-01.
constexpr long long kDaysTo1970 = 719'468;

long long floor_divide(long long a, long long b) { return a / b - (a % b < 0 ? 1 : 0); }

long long days_since_1970(long long year, int month, long long day) {
  if (month <= 2) --year;
  const long long era = floor_divide(year, 400);
  const long long year_of_era = year - era * 400;
  const long long month_from_march = (month + 9) % 12;
  const long long day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
  return era * kDaysOfEra + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - kDaysTo1970;
}

void set_date(CalendarFields& fields, long long days) {
  days += kDaysTo1970;
  const long long era = floor_divide(days, kDaysOfEra);
  const long long day_of_era = days - era * kDaysOfEra;
  const long long year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const long long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const long long month_from_march = (5 * day_of_year + 2) / 153;
  fields.day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  fields.month = static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  fields.year = year_of_era + era * 400 + (fields.month <= 2 ? 1 : 0);
}

}  // namespace

CalendarFields fields_of(long long seconds) {
  CalendarFields fields;
  const long long days = floor_divide(seconds, kSecondsOfDay);
  const auto second = static_cast<int>(seconds - days * kSecondsOfDay);
  set_date(fields, days);
  fields.hour = second / 3600;
  fields.minute = second / 60 % 60;
  fields.second = second % 60;
  return fields;
}

long long seconds_of(const CalendarFields& fields) {
  return days_since_1970(fields.year, fields.month, fields.day) * kSecondsOfDay + fields.hour * 3600LL +
         fields.minute * 60LL + fields.second;
}

int days_of_month(long long year, int month) {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

}  // namespace quire
