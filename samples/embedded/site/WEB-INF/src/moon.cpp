#include "moon.h"

#include <chrono>
#include <cmath>

std::vector<Moon> full_moons(int year) {
  using namespace std::chrono;
  constexpr const char* kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};
  constexpr double kLunation = 29.530588;
  // The full moon on 21 January 2000 at 4:40.
  const double first = sys_days(January / 21 / 2000).time_since_epoch().count() + 4.67 / 24;
  const double begin = sys_days(std::chrono::year(year) / January / 1).time_since_epoch().count();
  const double end = sys_days(std::chrono::year(year + 1) / January / 1).time_since_epoch().count();
  std::vector<Moon> moons;
  for (double at = first + std::ceil((begin - first) / kLunation) * kLunation; at < end; at += kLunation) {
    const year_month_day day{sys_days(days(static_cast<int>(std::floor(at))))};
    moons.push_back(
        {kMonths[static_cast<unsigned>(day.month()) - 1], static_cast<int>(static_cast<unsigned>(day.day()))});
  }
  return moons;
}
