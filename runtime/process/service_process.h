#ifndef QUIRE_RUNTIME_PROCESS_SERVICE_PROCESS_H_
#define QUIRE_RUNTIME_PROCESS_SERVICE_PROCESS_H_

#include "runtime/base/descriptor.h"
#include "runtime/process/restart_delay.h"

#include <sys/types.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace quire {

/// The compile service (`pagec serve-builds`) as a child of the supervisor, which restarts it whenever it ends:
/// at once, or if it keeps ending, after growing pauses.
class ServiceProcess {
 public:
  using Clock = std::chrono::steady_clock;

  /// `pagec` is empty for none; `arguments` are additional ones.
  ServiceProcess(std::string pagec, std::vector<std::string> arguments)
      : pagec_(std::move(pagec)), arguments_(std::move(arguments)) {}

  /// Starts it, unless it runs, or is about to be restarted.
  void start();
  /// Restarts it if it is time. Call it no later than `restart_time`.
  void restart_if_due();
  /// `Clock::time_point::max()` if none is due.
  Clock::time_point restart_time() const { return restart_time_; }
  /// To be called for each child that has ended, with its status from waitpid(2). Returns whether it was the
  /// service, which is restarted.
  bool has_ended(pid_t child, int status);
  /// Lets it end, for good.
  void stop();

  pid_t pid() const { return pid_; }
  /// The worker's end of the channel; -1 until it is started. Both ends stay open in this process, so that either
  /// side can be restarted, and jobs wait for the next service.
  int channel() const { return channel_.ours.get(); }

 private:
  const std::string pagec_;
  const std::vector<std::string> arguments_;
  SocketPair channel_;
  pid_t pid_ = -1;
  RestartDelay delay_{std::chrono::seconds(60)};
  Clock::time_point restart_time_ = Clock::time_point::max();
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_SERVICE_PROCESS_H_
