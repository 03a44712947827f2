#ifndef QUIRE_RUNTIME_PROCESS_WORKER_PROCESS_H_
#define QUIRE_RUNTIME_PROCESS_WORKER_PROCESS_H_

#include "runtime/base/descriptor.h"

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>

namespace quire {

/// A worker as the supervisor sees it. It passes through these states in order, but may skip some, and may end
/// in any of them:
///
///   starting   opens its sites
///   ready      waits for the sessions of its predecessor, if it has one
///   serving    listens
///   leaving    no longer listens, finishes its requests, hands over its sessions, and ends
struct WorkerProcess {
  using Clock = std::chrono::steady_clock;
  enum class State : unsigned char { kStarting, kReady, kServing, kLeaving };

  pid_t pid = -1;
  /// Our end of the socket on which single bytes are exchanged; see `worker.h`.
  Descriptor status;
  /// Where it leaves its sessions; see `session_handover.h`.
  Descriptor sessions;
  /// The serial number of the worker, and of the one whose sessions it inherits; 0 for none.
  int number = 0;
  int predecessor = 0;
  State state = State::kStarting;
  /// How long it may take to leave if there is no other worker, and if there is one.
  std::chrono::milliseconds end_limit{0};
  std::chrono::milliseconds retire_limit{0};
  /// A successor has been started, or will be: it has lost a thread, or does not answer.
  bool is_replaced = false;
  bool has_left_sessions = false;
  /// It is killed at this time: it took too long to start, or to leave.
  Clock::time_point end_time = Clock::time_point::max();
  /// When its successor stops waiting for its sessions.
  Clock::time_point sessions_time = Clock::time_point::max();
  /// Set when it has closed its end of `status`, normally because it has ended: when it must have.
  Clock::time_point closed_time = Clock::time_point::max();
  Clock::time_point serving_since;
  /// Threads that faults have stopped.
  int faults = 0;
  bool is_broken = false;
  /// Pings that it has not answered.
  int missed = 0;

  bool is_serving() const { return state == State::kServing; }
  bool is_leaving() const { return state == State::kLeaving; }
  /// It was started, but does not serve yet.
  bool is_coming() const { return state < State::kServing; }

  /// Sends one of the bytes in `worker.h`. Does not wait.
  void send(char byte) const;
  /// The next byte from it; nullopt if there is none now.
  std::optional<char> receive();
  /// Asks it to leave. If `is_succeeded`, another worker takes over its idle connections.
  void retire(bool is_succeeded);
  /// The earliest of its times.
  Clock::time_point next_time() const;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_WORKER_PROCESS_H_
