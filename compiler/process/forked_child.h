#ifndef QUIRE_COMPILER_PROCESS_FORKED_CHILD_H_
#define QUIRE_COMPILER_PROCESS_FORKED_CHILD_H_

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace quire::compiler {

/// What one build may use before it is killed.
struct BuildLimits {
  std::chrono::seconds cpu{60};
  std::chrono::seconds wall{90};
  /// Address space in bytes; 0 for no limit.
  std::size_t memory = std::size_t{3} << 30;
};

/// Forks a child with limits. The child keeps only the standard descriptors and `kept`:
/// with a copy of another job's socket, the end of that job would go unnoticed. It ends
/// with its parent. Returns 0 in the child, where the functions below limit its processor
/// time. Throws `std::runtime_error` if no process can be created.
pid_t fork_limited(int kept, const BuildLimits& limits);
/// Limits this process to the processor time of a single build. Exceeding the hard limit
/// causes SIGKILL, which does not tell the reason.
void limit_cpu_once(const BuildLimits& limits);
/// Gives this process the processor time of one build from now on.
void renew_cpu_limit(const BuildLimits& limits);

/// A child process, which is killed and waited for in the destructor.
class ForkedChild {
 public:
  using Clock = std::chrono::steady_clock;

  /// The deadline starts now.
  ForkedChild(pid_t pid, const BuildLimits& limits);
  ~ForkedChild();
  ForkedChild(ForkedChild&& other) noexcept;
  ForkedChild& operator=(ForkedChild&& other) noexcept;

  Clock::time_point deadline() const { return deadline_; }
  /// The deadline starts again.
  void renew_deadline(const BuildLimits& limits);
  /// Removes the deadline while the child waits for work.
  void lift_deadline() { deadline_ = Clock::time_point::max(); }
  void kill() const;
  void kill_overdue();
  bool timed_out() const { return timed_out_; }

  /// Waits for the child to end; returns the status from `waitpid`.
  int wait();
  /// The same without waiting; returns nullopt if it is still running.
  std::optional<int> ended();

 private:
  pid_t pid_ = 0;
  Clock::time_point deadline_;
  bool timed_out_ = false;
};

/// Milliseconds until a deadline, at most `most`, for `poll`.
int milliseconds_until(ForkedChild::Clock::time_point deadline, int most);

/// Whether a child that ended without an answer may have had a reason that is not in its job: it was killed, for
/// example, as opposed to having crashed or exceeded a limit.
bool is_passing_death(int wait_status, bool timed_out);

/// Describes how a child without an answer ended; `wait_status` comes from `waitpid`.
std::string death_sentence(int wait_status, bool timed_out, const BuildLimits& limits);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PROCESS_FORKED_CHILD_H_
