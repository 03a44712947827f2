#ifndef QUIRE_RUNTIME_PROCESS_WORKERS_H_
#define QUIRE_RUNTIME_PROCESS_WORKERS_H_

#include "runtime/base/descriptor.h"
#include "runtime/process/supervisor_state.h"
#include "runtime/process/worker.h"
#include "runtime/process/worker_process.h"

#include <sys/types.h>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace quire {

/// The workers of one server: as a rule one that serves, and while it is replaced, its successor and those
/// that leave. What they do is decided by the supervisor.
class Workers {
 public:
  using Clock = WorkerProcess::Clock;
  using All = std::map<pid_t, WorkerProcess>;

  /// `environment` is added to theirs, as `NAME=value`.
  explicit Workers(std::vector<std::string> environment);

  All& all() { return all_; }
  const All& all() const { return all_; }
  bool empty() const { return all_.empty(); }
  /// The newest one that serves; null if there is none.
  WorkerProcess* serving();
  /// Whether a worker has been started that does not serve yet.
  bool is_coming() const;
  std::size_t leaving() const;
  Clock::time_point next_time() const;

  /// Starts the successor of the serving worker, if there is one. The listeners and the build channel of `plan`
  /// are set; this sets the other descriptors. Returns an error if no process can be started.
  std::optional<Error> start(WorkerPlan plan);
  /// Removes a worker that has ended; nullopt if there is none with this id.
  std::optional<WorkerProcess> remove(pid_t pid);
  /// Called when a new worker is ready: asks the older ones to leave.
  void retire_before(const WorkerProcess& ready);
  /// Asks all to leave.
  void end();
  void kill(int signal) const;
  /// Lets the workers serve that wait for sessions, if these have been written, or never will be. Returns whether
  /// there was one.
  bool complete_sessions();

  /// For a program that takes over.
  void save(SupervisorState& state) const;
  void adopt(const SupervisorState& state);

 private:
  const std::vector<std::string> environment_;
  const std::string name_;
  /// For idle connections; see `passed_connections.h`.
  SocketPair passing_;
  All all_;
  int started_ = 0;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_WORKERS_H_
