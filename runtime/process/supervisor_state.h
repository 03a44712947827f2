#ifndef QUIRE_RUNTIME_PROCESS_SUPERVISOR_STATE_H_
#define QUIRE_RUNTIME_PROCESS_SUPERVISOR_STATE_H_

#include "runtime/base/result.h"
#include "runtime/process/server_settings.h"

#include <boost/describe/class.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace quire {

/// What a supervisor hands over to the program that replaces it in the same process (execve(2)): its children,
/// which stay its children, and descriptors, which stay open.
struct SupervisorState {
  struct Listener {
    ConnectorSettings connector;
    int socket = -1;
  };
  struct Worker {
    int pid = -1;
    int status = -1;
    int sessions = -1;
    int number = 0;
    std::chrono::milliseconds end_limit{0};
    std::chrono::milliseconds retire_limit{0};
    bool is_serving = false;
    bool has_left_sessions = false;
  };
  struct Lock {
    std::string folder;
    int file = -1;
    int name = -1;
  };

  std::vector<Listener> listeners;
  std::vector<Worker> workers;
  std::vector<Lock> locks;
  /// The two ends of the channel for idle connections; see `worker.h`.
  int passing = -1;
  int passed = -1;
  /// The memory of `ServerCounters`; -1 for none.
  int counters = -1;
  /// The number of workers so far.
  int started = 0;
};
BOOST_DESCRIBE_STRUCT(SupervisorState::Listener, (), (connector, socket))
BOOST_DESCRIBE_STRUCT(SupervisorState::Worker, (),
                      (pid, status, sessions, number, end_limit, retire_limit, is_serving, has_left_sessions))
BOOST_DESCRIBE_STRUCT(SupervisorState::Lock, (), (folder, file, name))
BOOST_DESCRIBE_STRUCT(SupervisorState, (), (listeners, workers, locks, passing, passed, counters, started))

/// Replaces this program by the one at `path`, with the same process id and environment, which finds the state with
/// `take_supervisor_state`. Returns only on failure, with nothing changed.
Error replace_program(const std::string& path, const std::vector<std::string>& arguments, const SupervisorState& state);

/// The state that the previous program of this process has left, if any; its descriptors are closed on exec again.
/// The second call finds none. The previous program may be of another version: what it has not left keeps its default.
/// Throws `std::exception` if that cannot be read.
std::optional<SupervisorState> take_supervisor_state();

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_SUPERVISOR_STATE_H_
