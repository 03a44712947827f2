#ifndef QUIRE_RUNTIME_PROCESS_PROGRAM_RESTART_H_
#define QUIRE_RUNTIME_PROCESS_PROGRAM_RESTART_H_

#include "runtime/base/descriptor.h"
#include "runtime/process/supervisor_state.h"

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace quire {

/// Replaces a running supervisor by the program that is at its path now: first a child process checks that it can be
/// started and finds its configuration valid, so that an unusable program replaces nothing.
class ProgramRestart {
 public:
  /// `check_arguments` as in `ServerPlan`.
  explicit ProgramRestart(std::vector<std::string> check_arguments);

  /// Starts the check, unless one is running.
  void begin();
  /// To be called for each child that has ended. Returns whether it was the check.
  bool has_ended(pid_t child, int status);
  /// Whether the check has succeeded, and `execute` is to be called once nothing else is being started.
  bool is_due() const { return is_due_; }
  /// Returns only on failure, which is logged.
  void execute(const SupervisorState& state);
  /// Instead of `execute`.
  void refuse(const std::string& why);

  /// How often it has failed, and why the last time.
  std::uint64_t refusals() const { return refusals_; }
  const std::string& last_refusal() const { return last_refusal_; }

 private:
  /// What the check has printed; the beginning, if it is long.
  std::string report() const;

  // As this process was started: later, another program may be there.
  const std::string path_;
  const std::vector<std::string> arguments_;
  const std::vector<std::string> check_arguments_;
  pid_t checker_ = -1;
  Descriptor printed_;
  bool is_due_ = false;
  std::uint64_t refusals_ = 0;
  std::string last_refusal_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_PROGRAM_RESTART_H_
