#ifndef QUIRE_COMPILER_PROCESS_FORKED_CHILD_H_
#define QUIRE_COMPILER_PROCESS_FORKED_CHILD_H_

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace quire::compiler {

/// What one build may take before it is killed.
struct BuildLimits {
  std::chrono::seconds cpu{60};
  std::chrono::seconds wall{90};
  /// Of address space; 0 for no limit.
  std::size_t memory = std::size_t{3} << 30;
};

/// Forks a child with limits and with no other descriptors than the standard
/// ones and `kept`: a copy of another job's socket would hide its end. It ends
/// with its parent. Returns 0 in the child, whose processor time the
/// functions below limit. Throws `std::runtime_error` when the machine has no
/// process to give.
pid_t fork_limited(int kept, const BuildLimits& limits);
/// Gives this process the time of one build, and no more: at the hard limit comes
/// SIGKILL, which does not say why.
void limit_cpu_once(const BuildLimits& limits);
/// Gives this process the time of one build from now on.
void renew_cpu_limit(const BuildLimits& limits);

/// A child of this process, which is killed and waited for when this goes.
class ForkedChild {
 public:
  using Clock = std::chrono::steady_clock;

  /// Its time begins now.
  ForkedChild(pid_t pid, const BuildLimits& limits);
  ~ForkedChild();
  ForkedChild(ForkedChild&& other) noexcept;
  ForkedChild& operator=(ForkedChild&& other) noexcept;

  Clock::time_point deadline() const { return deadline_; }
  /// Its time begins anew.
  void renew_deadline(const BuildLimits& limits);
  /// It waits for work, and may.
  void lift_deadline() { deadline_ = Clock::time_point::max(); }
  void kill() const;
  void kill_overdue();
  bool timed_out() const { return timed_out_; }

  /// Waits for its end, which `waitpid` tells as this number.
  int wait();
  /// The same for one that has ended; nothing for one that has not.
  std::optional<int> ended();

 private:
  pid_t pid_ = 0;
  Clock::time_point deadline_;
  bool timed_out_ = false;
};

/// Milliseconds until a deadline, for `poll`, and no more than `most`.
int milliseconds_until(ForkedChild::Clock::time_point deadline, int most);

/// How a child that gave no answer ended, in words: `wait_status` as `waitpid`
/// gave it.
std::string death_sentence(int wait_status, bool timed_out, const BuildLimits& limits);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PROCESS_FORKED_CHILD_H_
