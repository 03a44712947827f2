#include <quire/chrono_time.h>

#include "runtime/api/calendar.h"

#include <stdexcept>
#include <string>

namespace quire::detail {

Time date_of(int year, unsigned month, unsigned day) {
  const bool exists = month >= 1 && month <= 12 && day >= 1 &&
                      day <= static_cast<unsigned>(days_of_month(year, static_cast<int>(month)));
  if (!exists)
    throw std::out_of_range("a date does not exist: year " + std::to_string(year) + ", month " + std::to_string(month) +
                            ", day " + std::to_string(day));
  return {seconds_of({year, static_cast<int>(month), static_cast<int>(day)}), 0, Time::Form::kDate};
}

}  // namespace quire::detail
