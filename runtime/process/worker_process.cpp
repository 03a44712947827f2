#include "runtime/process/worker_process.h"

#include "runtime/process/worker.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

namespace quire {

namespace {

/// How long a successor waits for the sessions.
constexpr std::chrono::seconds kSessions{3};
/// From the end of the socket until the process must have ended.
constexpr std::chrono::milliseconds kEnd{1000};

}  // namespace

void WorkerProcess::send(char byte) const {
  // A worker that does not read any more will be found out by its silence.
  [[maybe_unused]] const ssize_t sent = ::send(status.get(), &byte, 1, MSG_NOSIGNAL | MSG_DONTWAIT);
}

std::optional<char> WorkerProcess::receive() {
  char byte = 0;
  const ssize_t got = ::recv(status.get(), &byte, 1, MSG_DONTWAIT);
  if (got == 1) return byte;
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return std::nullopt;
  status.reset();
  closed_time = Clock::now() + kEnd;
  return std::nullopt;
}

void WorkerProcess::retire(bool is_succeeded) {
  if (is_leaving()) {
    if (is_succeeded) return;
    // It has less time now.
    end_time = std::min(end_time, Clock::now() + end_limit);
    ::kill(pid, SIGTERM);
    return;
  }
  state = State::kLeaving;
  // From one that does not answer, nothing more is to be expected.
  const bool is_mute = missed > 1;
  end_time = Clock::now() + (is_succeeded && !is_mute ? retire_limit : end_limit);
  sessions_time = Clock::now() + kSessions;
  if (is_succeeded && status) send(kWorkerRetires);
  else ::kill(pid, SIGTERM);
}

WorkerProcess::Clock::time_point WorkerProcess::next_time() const {
  return std::min({end_time, has_left_sessions ? Clock::time_point::max() : sessions_time, closed_time});
}

}  // namespace quire
