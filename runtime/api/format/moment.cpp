#include "runtime/api/format/moment.h"

#include "runtime/api/el/text.h"

#include <algorithm>
#include <limits>

namespace quire::format {

std::optional<Time> time_of(const el::Operand& operand) {
  constexpr double kLimit = 9e18;
  Time time;
  switch (operand.kind) {
    case Value::Kind::kTime:
      return operand.items->as_time();
    case Value::Kind::kInteger:
      return time_from(operand.integer, Time::Form::kInstant);
    case Value::Kind::kDouble:
      if (!(operand.real > -kLimit && operand.real < kLimit)) return std::nullopt;
      return time_from(static_cast<long long>(operand.real), Time::Form::kInstant);
    case Value::Kind::kString:
      if (quire::detail::read_time(el::trimmed(operand.text), time)) return time;
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

long long milliseconds_of(const Time& time) {
  constexpr long long kMost = std::numeric_limits<long long>::max() / 1000 - 1;
  return std::clamp(time.seconds, -kMost, kMost) * 1000 + time.nanoseconds / 1'000'000;
}

Time time_from(long long milliseconds, Time::Form form) {
  long long seconds = milliseconds / 1000;
  auto rest = static_cast<int>(milliseconds % 1000);
  if (rest < 0) {
    rest += 1000;
    --seconds;
  }
  return {seconds, rest * 1'000'000, form};
}

}  // namespace quire::format
