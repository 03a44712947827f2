#ifndef QUIRE_RUNTIME_PROCESS_RESTART_DELAY_H_
#define QUIRE_RUNTIME_PROCESS_RESTART_DELAY_H_

#include <algorithm>
#include <chrono>
#include <utility>

namespace quire {

/// How long to wait before a process that has ended is started again: not at all for the first few
/// times, then twice as long each time, up to a limit, until it has run for a while.
class RestartDelay {
 public:
  using Clock = std::chrono::steady_clock;
  using Milliseconds = std::chrono::milliseconds;

  explicit RestartDelay(Milliseconds longest) : longest_(longest) {}

  /// The pause after an end at this time.
  Milliseconds after_end(Clock::time_point now) {
    if (now - last_ > kCalm + pause_) {
      ends_ = 0;
      pause_ = Milliseconds(0);
      is_told_ = false;
    }
    last_ = now;
    if (++ends_ >= kAtOnce) pause_ = std::clamp(pause_ * 2, kFirst, longest_);
    return pause_;
  }
  /// True once for each series of pauses, so that a log has one line about it.
  bool should_tell() { return pause_.count() > 0 && !std::exchange(is_told_, true); }

 private:
  static constexpr int kAtOnce = 5;
  static constexpr Milliseconds kCalm{10'000};
  static constexpr Milliseconds kFirst{250};

  const Milliseconds longest_;
  Milliseconds pause_{0};
  Clock::time_point last_;
  int ends_ = 0;
  bool is_told_ = false;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_RESTART_DELAY_H_
