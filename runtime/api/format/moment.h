#ifndef QUIRE_RUNTIME_API_FORMAT_MOMENT_H_
#define QUIRE_RUNTIME_API_FORMAT_MOMENT_H_

#include "runtime/api/el/operand.h"

#include <quire/time.h>

#include <optional>

namespace quire::format {

/// The time that a value is: a time, text that is ISO 8601, or milliseconds since 1970; nullopt for anything else.
std::optional<Time> time_of(const el::Operand& operand);

/// Milliseconds since 1970, rounded down, within what a `long long` can have.
long long milliseconds_of(const Time& time);
Time time_from(long long milliseconds, Time::Form form);

inline bool has_date(const Time& time) { return time.form != Time::Form::kTimeOfDay; }
inline bool has_time_of_day(const Time& time) { return time.form != Time::Form::kDate; }
inline bool is_instant(const Time& time) { return time.form == Time::Form::kInstant; }

}  // namespace quire::format

#endif  // QUIRE_RUNTIME_API_FORMAT_MOMENT_H_
