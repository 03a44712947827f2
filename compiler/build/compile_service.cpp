#include "compiler/build/compile_service.h"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <boost/json.hpp>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

namespace quire::compiler {

namespace {

namespace json = boost::json;
using Clock = std::chrono::steady_clock;

/// When the service has been idle for this long, it readies the next child.
constexpr std::chrono::milliseconds kQuiet{30};

/// A child at work, and the client that waits for it.
struct Job {
  pid_t child = 0;
  int socket = -1;
  Clock::time_point deadline;
  bool timed_out = false;
};

/// A child that is warm and waits for a job.
struct Spare {
  pid_t child = -1;
  int channel = -1;
};

/// Signals as a descriptor, blocked everywhere else in this process.
int open_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGCHLD, SIGTERM, SIGINT}) sigaddset(&signals, signal);
  ::sigprocmask(SIG_BLOCK, &signals, nullptr);
  return ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

/// Whether a signal that ends the service has come.
bool take_signals(int descriptor) {
  signalfd_siginfo info{};
  bool ends = false;
  while (::read(descriptor, &info, sizeof info) == static_cast<ssize_t>(sizeof info))
    ends = ends || info.ssi_signo == SIGTERM || info.ssi_signo == SIGINT;
  return ends;
}

class Service {
 public:
  /// `keeps_spare`: a child is readied ahead of each job.
  Service(const Toolchain& toolchain, int channel, const BuildLimits& limits, bool keeps_spare)
      : toolchain_(toolchain), channel_(channel), limits_(limits), keeps_spare_(keeps_spare), signals_(open_signals()) {
    ready_spare();
  }

  int run() {
    for (;;) {
      std::vector<pollfd> waits = {{channel_, POLLIN, 0}, {signals_, POLLIN, 0}};
      for (const Job& job : jobs_) waits.push_back({job.socket, 0, 0});
      const int ready = ::poll(waits.data(), waits.size(), wait_time());
      if (ready < 0 && errno != EINTR) return 1;
      for (std::size_t index = 0; index < jobs_.size(); ++index)
        if ((waits[2 + index].revents & (POLLHUP | POLLERR)) != 0) ::kill(jobs_[index].child, SIGKILL);
      kill_overdue();
      const bool stop = waits[1].revents != 0 && take_signals(signals_);
      reap();
      if (stop) break;
      if ((waits[0].revents & POLLIN) != 0) take_job();
      else if (ready == 0 && jobs_.empty() && spare_.child < 0) ready_spare();
    }
    end_children();
    return 0;
  }

 private:
  int wait_time() const {
    if (jobs_.empty())
      return keeps_spare_ && spare_.child < 0 && !spare_failed_ ? static_cast<int>(kQuiet.count()) : -1;
    Clock::time_point next = jobs_.front().deadline;
    for (const Job& job : jobs_) next = std::min(next, job.deadline);
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(next - Clock::now()).count();
    return static_cast<int>(std::clamp<long long>(left + 1, 0, 60'000));
  }

  /// A child's first compile is slow, for every page of LLVM that it touches
  /// costs a fault: so one child does it ahead, while nobody waits.
  void ready_spare() {
    if (!keeps_spare_) return;
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return;
    try {
      spare_ = {fork_spare(toolchain_, ends[1], limits_), ends[0]};
    } catch (const std::exception&) {
      // Jobs get a child of their own.
      ::close(ends[0]);
      spare_failed_ = true;
    }
    ::close(ends[1]);
  }

  /// One that still warms up would keep the job waiting.
  bool spare_is_ready() const {
    char byte = 0;
    return spare_.child > 0 && ::recv(spare_.channel, &byte, 1, MSG_DONTWAIT) == 1;
  }

  pid_t child_for(int socket) {
    if (spare_is_ready() && send_socket(spare_.channel, socket)) {
      const pid_t child = spare_.child;
      ::close(spare_.channel);
      spare_ = {};
      return child;
    }
    return fork_build(toolchain_, socket, limits_);
  }

  void take_job() {
    const int socket = receive_socket(channel_, /*wait=*/false);
    if (socket < 0) return;
    spare_failed_ = false;
    try {
      jobs_.push_back({child_for(socket), socket, Clock::now() + limits_.wall, false});
    } catch (const std::exception& error) {
      write_all(socket, json::serialize(failed_build("", error.what())));
      ::close(socket);
    }
  }

  void kill_overdue() {
    for (Job& job : jobs_) {
      if (Clock::now() < job.deadline || job.timed_out) continue;
      job.timed_out = true;
      ::kill(job.child, SIGKILL);
    }
  }

  /// Ends the jobs whose children have; those without an answer get one.
  void reap() {
    int status = 0;
    for (pid_t child = ::waitpid(-1, &status, WNOHANG); child > 0; child = ::waitpid(-1, &status, WNOHANG)) {
      if (child == spare_.child) {
        ::close(spare_.channel);
        spare_ = {};
        spare_failed_ = true;
      }
      std::erase_if(jobs_, [&](const Job& job) {
        if (job.child != child) return false;
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
          write_all(job.socket, json::serialize(failed_build("", death_sentence(status, job.timed_out, limits_))));
        ::close(job.socket);
        return true;
      });
    }
  }

  void end_children() {
    if (spare_.child > 0) ::kill(spare_.child, SIGKILL);
    for (const Job& job : jobs_) ::kill(job.child, SIGKILL);
    while (::waitpid(-1, nullptr, 0) > 0 || errno == EINTR) {
    }
  }

  const Toolchain& toolchain_;
  const int channel_;
  const BuildLimits limits_;
  const bool keeps_spare_;
  const int signals_;
  std::vector<Job> jobs_;
  Spare spare_;
  /// The last one died or could not be made: not again before the next job.
  bool spare_failed_ = false;
};

}  // namespace

int serve_builds(const Toolchain& toolchain, int channel, const BuildLimits& limits) {
  return Service(toolchain, channel, limits, /*keeps_spare=*/true).run();
}

int start_build_service(const Toolchain& toolchain, const BuildLimits& limits) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    throw std::runtime_error(std::string("cannot start the compile service: ") + std::strerror(errno));
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error(std::string("cannot start the compile service: ") + std::strerror(errno));
  if (child > 0) {
    ::close(ends[1]);
    return ends[0];
  }
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::_exit(1);
  ::close(ends[0]);
  ::_exit(Service(toolchain, ends[1], limits, /*keeps_spare=*/false).run());
}

}  // namespace quire::compiler
