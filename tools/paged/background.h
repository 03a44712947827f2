#ifndef QUIRE_TOOLS_PAGED_BACKGROUND_H_
#define QUIRE_TOOLS_PAGED_BACKGROUND_H_

#include "runtime/base/descriptor.h"

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace quire::paged {

/// Whether a process has ended, for a process that need not be a child.
class ProcessEnd {
 public:
  explicit ProcessEnd(pid_t pid);

  /// Waits for at most `limit`; returns whether the process has ended.
  bool wait(std::chrono::milliseconds limit) const;

 private:
  /// Refers to the process even if its id is used again. None if it had already ended.
  Descriptor process_;
};

/// A program that was started in the background, in a session of its own.
class BackgroundProcess {
 public:
  /// Starts the program at `path`; its output is appended to the file `log`. Throws `std::runtime_error`.
  BackgroundProcess(const std::string& path, const std::vector<std::string>& arguments, const std::string& log);

  enum class State { kReady, kEnded, kLate };
  /// Waits until it has reported, as services do, that it is ready, or until it has ended.
  State wait(std::chrono::milliseconds limit);

  pid_t pid() const { return pid_; }
  /// How it ended, as text.
  const std::string& end() const { return end_; }

 private:
  bool reads_ready() const;

  /// On which it reports (sd_notify(3)).
  Descriptor reports_;
  pid_t pid_ = -1;
  std::string end_;
};

}  // namespace quire::paged

#endif  // QUIRE_TOOLS_PAGED_BACKGROUND_H_
