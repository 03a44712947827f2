#ifndef QUIRE_TIME_H_
#define QUIRE_TIME_H_

#include <quire/abi.h>

#include <string>
#include <string_view>

namespace quire {

/// A time as a `Value` has it: a point of time, or what a calendar or a clock shows, which no zone shifts. The
/// calendar is the Gregorian one for all years (ISO 8601).
struct Time {
  enum class Form : unsigned char {
    /// A point of time.
    kInstant,
    /// A date and a time of day, of no zone.
    kDateTime,
    kDate,
    kTimeOfDay,
  };

  /// Since 1970-01-01T00:00:00, of an instant in UTC; of a time of day since midnight.
  long long seconds = 0;
  /// From 0 to 999,999,999, after `seconds` even for times before 1970.
  int nanoseconds = 0;
  Form form = Form::kInstant;
  /// Of an instant: the offset from UTC in minutes, positive to the east, that it was read with. It changes neither
  /// the point of time nor equality.
  short offset = 0;

  friend bool operator==(const Time& a, const Time& b) {
    return a.form == b.form && a.seconds == b.seconds && a.nanoseconds == b.nanoseconds;
  }
};

namespace detail {

/// As ISO 8601: `2026-11-22T19:10:00Z`, an instant in UTC, or without the parts that the form does not have.
/// Fractions of a second are written only if there are any.
QUIRE_API std::string time_text(const Time& time);
/// Reads what `time_text` writes; also with an offset instead of `Z`, a blank instead of `T`, or without seconds.
/// False if the text is anything else, or if there is no such date or time.
QUIRE_API bool read_time(std::string_view text, Time& time);

}  // namespace detail

}  // namespace quire

#endif  // QUIRE_TIME_H_
