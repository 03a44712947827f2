#include "runtime/process/worker_output.h"

#include "runtime/log/server_log.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>

namespace quire {
namespace {

/// A longer line is logged in parts.
constexpr std::size_t kMaxLine = 8 * 1024;

}  // namespace

WorkerOutput::WorkerOutput() : ending_(::eventfd(0, EFD_CLOEXEC)) {
  int ends[2];
  if (!ending_ || ::pipe2(ends, O_CLOEXEC) != 0) return;
  reading_.reset(ends[0]);
  writing_.reset(ends[1]);
  ::fcntl(reading_.get(), F_SETFL, O_NONBLOCK);
  // Signals are for the main thread.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  thread_ = std::thread([this] { run(); });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

WorkerOutput::~WorkerOutput() {
  if (!thread_.joinable()) return;
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(ending_.get(), &one, sizeof one);
  thread_.join();
}

void WorkerOutput::run() {
  while (true) {
    pollfd waits[] = {{reading_.get(), POLLIN, 0}, {ending_.get(), POLLIN, 0}};
    if (::poll(waits, 2, -1) < 0 && errno != EINTR) return;
    while (read_some()) log_lines(/*is_end=*/false);
    if (waits[1].revents != 0) return log_lines(/*is_end=*/true);
  }
}

/// Returns false if there is nothing now.
bool WorkerOutput::read_some() {
  char bytes[kMaxLine];
  const ssize_t size = ::read(reading_.get(), bytes, sizeof bytes);
  if (size <= 0) return size < 0 && errno == EINTR;
  rest_.append(bytes, static_cast<std::size_t>(size));
  return true;
}

void WorkerOutput::log_lines(bool is_end) {
  std::string_view text = rest_;
  while (!text.empty()) {
    std::size_t size = text.find('\n');
    const bool is_whole = size != text.npos;
    if (!is_whole && !is_end && text.size() < kMaxLine) break;
    size = is_whole ? size : text.size();
    log_entry(LogLevel::kWarning, "output of a worker: " + std::string(text.substr(0, size)));
    text.remove_prefix(size + (is_whole ? 1 : 0));
  }
  rest_.erase(0, rest_.size() - text.size());
}

}  // namespace quire
