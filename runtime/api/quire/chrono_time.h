#ifndef QUIRE_CHRONO_TIME_H_
#define QUIRE_CHRONO_TIME_H_

/// The times and dates of <chrono> as `Time`. They are recognized by their members, because <chrono> is not included.

#include <quire/time.h>

#include <type_traits>

namespace quire::detail {

template <class T>
concept SystemTimeLike = requires(const T& value) {
  value.time_since_epoch().count();
  T::clock::to_time_t(value);
};
/// A `std::chrono::local_time`, whose clock is only a name.
template <class T>
concept LocalTimeLike = requires(const T& value) {
  value.time_since_epoch().count();
  T::duration::period::num;
  requires std::is_empty_v<typename T::clock>;
} && !requires { T::clock::is_steady; };
/// A `year_month_day`, or one whose day is the last of its month.
template <class T>
concept CalendarDateLike = requires(const T& value) {
  requires __is_class(decltype(value.month()));
  static_cast<int>(value.year());
  static_cast<unsigned>(value.month());
  static_cast<unsigned>(value.day());
  value.ok();
};
/// An `hh_mm_ss`.
template <class T>
concept TimeOfDayLike = requires(const T& value) {
  value.hours().count();
  value.subseconds().count();
  value.to_duration().count();
  value.is_negative();
};
/// A `zoned_time`.
template <class T>
concept ZonedTimeLike = requires(const T& value) {
  value.get_sys_time().time_since_epoch().count();
  value.get_local_time().time_since_epoch().count();
};
template <class T>
concept TimeLike = std::is_same_v<T, Time> || SystemTimeLike<T> || LocalTimeLike<T> || CalendarDateLike<T> ||
                   TimeOfDayLike<T> || ZonedTimeLike<T>;

/// Converts a count of `numerator/denominator` seconds to whole seconds, rounded down, without the
/// range limits of any clock.
template <class Count>
long long whole_seconds(Count count, long long numerator, long long denominator) {
  const auto whole = static_cast<long long>(count / denominator);
  const bool is_rounded_up = count < 0 && static_cast<Count>(whole * denominator) != count;
  return (whole - (is_rounded_up ? 1 : 0)) * numerator;
}

/// A duration since 1970 or midnight.
template <class Duration>
Time time_since(const Duration& since, Time::Form form) {
  using Period = typename Duration::period;
  constexpr long long kBillion = 1'000'000'000;
  Time time{whole_seconds(since.count(), Period::num, Period::den), 0, form};
  if constexpr (Period::num == 1) {
    const auto rest = since.count() - static_cast<typename Duration::rep>(time.seconds * Period::den);
    if constexpr (Period::den <= kBillion) time.nanoseconds = static_cast<int>(rest * kBillion / Period::den);
    else time.nanoseconds = static_cast<int>(rest / (Period::den / kBillion));
  }
  return time;
}

/// Of a date that exists; throws `std::out_of_range` otherwise.
QUIRE_API Time date_of(int year, unsigned month, unsigned day);

/// A point of time that counts days is a date.
template <class T>
constexpr Time::Form form_of_point(Time::Form form) {
  using Period = typename T::duration::period;
  return Period::den == 1 && Period::num == 86'400 ? Time::Form::kDate : form;
}

template <TimeLike T>
Time time_of(const T& value) {
  if constexpr (std::is_same_v<T, Time>) {
    return value;
  } else if constexpr (SystemTimeLike<T>) {
    return time_since(value.time_since_epoch(), form_of_point<T>(Time::Form::kInstant));
  } else if constexpr (LocalTimeLike<T>) {
    return time_since(value.time_since_epoch(), form_of_point<T>(Time::Form::kDateTime));
  } else if constexpr (CalendarDateLike<T>) {
    return date_of(static_cast<int>(value.year()), static_cast<unsigned>(value.month()),
                   static_cast<unsigned>(value.day()));
  } else if constexpr (TimeOfDayLike<T>) {
    return time_since(value.to_duration(), Time::Form::kTimeOfDay);
  } else {
    Time time = time_since(value.get_sys_time().time_since_epoch(), Time::Form::kInstant);
    const Time local = time_since(value.get_local_time().time_since_epoch(), Time::Form::kDateTime);
    time.offset = static_cast<short>((local.seconds - time.seconds) / 60);
    return time;
  }
}

}  // namespace quire::detail

#endif  // QUIRE_CHRONO_TIME_H_
