#include "compiler/build/build_jobs.h"

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

namespace quire::compiler {

namespace {

namespace json = boost::json;
using Clock = std::chrono::steady_clock;

/// A child at work.
struct Job {
  std::size_t number = 0;
  pid_t child = 0;
  /// Our end: answers come from it (`build_all`), or the client's hang-up does
  /// (`serve_builds`).
  int socket = -1;
  Clock::time_point deadline;
  bool timed_out = false;
};

int milliseconds_until(const std::vector<Job>& jobs) {
  if (jobs.empty()) return -1;
  Clock::time_point next = jobs.front().deadline;
  for (const Job& job : jobs) next = std::min(next, job.deadline);
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(next - Clock::now()).count();
  return static_cast<int>(std::clamp<long long>(left + 1, 0, 60'000));
}

void kill_overdue(std::vector<Job>& jobs) {
  for (Job& job : jobs) {
    if (Clock::now() < job.deadline || job.timed_out) continue;
    job.timed_out = true;
    ::kill(job.child, SIGKILL);
  }
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

Job start_job(const Toolchain& toolchain, const BuildRequest& request, std::size_t number, const BuildLimits& limits) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    throw std::runtime_error(std::string("cannot start a build: ") + std::strerror(errno));
  // The request fits the socket's buffer, so it is written before the reader is there.
  write_all(ends[0], json::serialize(to_json(request)));
  ::shutdown(ends[0], SHUT_WR);
  const pid_t child = fork_build(toolchain, ends[1], limits);
  ::close(ends[1]);
  return {number, child, ends[0], Clock::now() + limits.wall, false};
}

json::object finish_job(const Job& job, const std::string& page, const BuildLimits& limits) {
  const std::string text = read_to_end(job.socket);
  ::close(job.socket);
  const int status = wait_for(job.child);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && !text.empty()) return json::parse(text).as_object();
  return failed_build(page, death_sentence(status, job.timed_out, limits));
}

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

/// Ends the jobs whose children have; those without an answer get one.
void reap(std::vector<Job>& jobs, const BuildLimits& limits) {
  std::erase_if(jobs, [&](const Job& job) {
    int status = 0;
    if (::waitpid(job.child, &status, WNOHANG) != job.child) return false;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
      write_all(job.socket, json::serialize(failed_build("", death_sentence(status, job.timed_out, limits))));
    ::close(job.socket);
    return true;
  });
}

/// The socket that the next message of the channel carries, -1 for none.
int receive_socket(int channel) {
  char byte = 0;
  iovec data{&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))];
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  if (::recvmsg(channel, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT) <= 0) return -1;
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (header == nullptr || header->cmsg_type != SCM_RIGHTS) return -1;
  int socket = -1;
  std::memcpy(&socket, CMSG_DATA(header), sizeof socket);
  return socket;
}

void take_job(const Toolchain& toolchain, int channel, std::vector<Job>& jobs, const BuildLimits& limits) {
  const int socket = receive_socket(channel);
  if (socket < 0) return;
  try {
    jobs.push_back({0, fork_build(toolchain, socket, limits), socket, Clock::now() + limits.wall, false});
  } catch (const std::exception& error) {
    write_all(socket, json::serialize(failed_build("", error.what())));
    ::close(socket);
  }
}

}  // namespace

void build_all(const Toolchain& toolchain, const std::vector<BuildRequest>& requests, int parallel,
               const BuildLimits& limits, const std::function<void(std::size_t, json::object)>& done) {
  std::vector<Job> jobs;
  std::size_t next = 0;
  while (next < requests.size() || !jobs.empty()) {
    while (next < requests.size() && jobs.size() < static_cast<std::size_t>(std::max(parallel, 1))) {
      jobs.push_back(start_job(toolchain, requests[next], next, limits));
      ++next;
    }
    std::vector<pollfd> waits;
    for (const Job& job : jobs) waits.push_back({job.socket, POLLIN, 0});
    ::poll(waits.data(), waits.size(), milliseconds_until(jobs));
    kill_overdue(jobs);
    for (std::size_t index = jobs.size(); index-- > 0;) {
      if (waits[index].revents == 0) continue;
      const Job job = jobs[index];
      jobs.erase(jobs.begin() + static_cast<std::ptrdiff_t>(index));
      done(job.number, finish_job(job, requests[job.number].page, limits));
    }
  }
}

int serve_builds(const Toolchain& toolchain, int channel, const BuildLimits& limits) {
  const int signals = open_signals();
  std::vector<Job> jobs;
  for (;;) {
    std::vector<pollfd> waits = {{channel, POLLIN, 0}, {signals, POLLIN, 0}};
    for (const Job& job : jobs) waits.push_back({job.socket, 0, 0});
    if (::poll(waits.data(), waits.size(), milliseconds_until(jobs)) < 0 && errno != EINTR) return 1;
    for (std::size_t index = 0; index < jobs.size(); ++index)
      if ((waits[2 + index].revents & (POLLHUP | POLLERR)) != 0) ::kill(jobs[index].child, SIGKILL);
    kill_overdue(jobs);
    const bool stop = waits[1].revents != 0 && take_signals(signals);
    reap(jobs, limits);
    if (stop) break;
    if (waits[0].revents != 0) take_job(toolchain, channel, jobs, limits);
  }
  for (const Job& job : jobs) {
    ::kill(job.child, SIGKILL);
    wait_for(job.child);
  }
  return 0;
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
  ::_exit(serve_builds(toolchain, ends[1], limits));
}

}  // namespace quire::compiler
