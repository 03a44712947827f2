#include "compiler/process/forked_child.h"

#include "compiler/clang/limits.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace quire::compiler {

namespace {

void limit(int resource, rlim_t amount, rlim_t hard_margin = 0) {
  const rlimit value{amount, amount + hard_margin};
  ::setrlimit(static_cast<__rlimit_resource>(resource), &value);
}

void apply([[maybe_unused]] const BuildLimits& limits) {
  limit(RLIMIT_CORE, 0);
#ifndef QUIRE_SANITIZED
  // Sanitizers map shadow memory beyond any sensible limit.
  if (limits.memory > 0) limit(RLIMIT_AS, limits.memory);
#endif
  exit_when_out_of_memory();
}

}  // namespace

pid_t fork_limited(int kept, const BuildLimits& limits) {
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error(std::string("cannot start a build: ") + std::strerror(errno));
  if (child > 0) return child;
  // A build ends with the process that requested it.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);
  if (kept > STDERR_FILENO + 1) ::close_range(STDERR_FILENO + 1, static_cast<unsigned>(kept) - 1, 0);
  ::close_range(static_cast<unsigned>(kept) + 1, ~0U, 0);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  for (const int signal : {SIGTERM, SIGINT, SIGCHLD, SIGHUP}) ::signal(signal, SIG_DFL);
  apply(limits);
  return 0;
}

void renew_cpu_limit(const BuildLimits& limits) {
  struct rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto spent = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec);
  // A limit lowered for one job must be raised for the next.
  const rlimit value{spent + static_cast<rlim_t>(limits.cpu.count()) + 1, RLIM_INFINITY};
  ::setrlimit(RLIMIT_CPU, &value);
}

void limit_cpu_once(const BuildLimits& limits) {
  limit(RLIMIT_CPU, static_cast<rlim_t>(limits.cpu.count()), /*hard_margin=*/5);
}

ForkedChild::ForkedChild(pid_t pid, const BuildLimits& limits) : pid_(pid), deadline_(Clock::now() + limits.wall) {}

ForkedChild::~ForkedChild() {
  if (pid_ <= 0) return;
  kill();
  wait();
}

ForkedChild::ForkedChild(ForkedChild&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)), deadline_(other.deadline_), timed_out_(other.timed_out_) {}

ForkedChild& ForkedChild::operator=(ForkedChild&& other) noexcept {
  // The destructor of `other` ends the previous child.
  std::swap(pid_, other.pid_);
  std::swap(deadline_, other.deadline_);
  std::swap(timed_out_, other.timed_out_);
  return *this;
}

void ForkedChild::renew_deadline(const BuildLimits& limits) { deadline_ = Clock::now() + limits.wall; }

void ForkedChild::kill() const { ::kill(pid_, SIGKILL); }

void ForkedChild::kill_overdue() {
  if (timed_out_ || Clock::now() < deadline_) return;
  timed_out_ = true;
  kill();
}

int ForkedChild::wait() {
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = 0;
  return status;
}

std::optional<int> ForkedChild::ended() {
  int status = 0;
  if (::waitpid(pid_, &status, WNOHANG) != pid_) return std::nullopt;
  pid_ = 0;
  return status;
}

int milliseconds_until(ForkedChild::Clock::time_point deadline, int most) {
  using std::chrono::milliseconds;
  const auto now = ForkedChild::Clock::now();
  if (deadline - milliseconds(most) > now) return most;
  const auto left = std::chrono::duration_cast<milliseconds>(deadline - now).count();
  return static_cast<int>(std::clamp<long long>(left + 1, 0, most));
}

bool is_passing_death(int wait_status, bool timed_out) {
  if (timed_out) return false;
  if (!WIFSIGNALED(wait_status)) return WEXITSTATUS(wait_status) != kExitOutOfMemory;
  return WTERMSIG(wait_status) == SIGKILL || WTERMSIG(wait_status) == SIGTERM;
}

std::string death_sentence(int wait_status, bool timed_out, const BuildLimits& limits) {
  if (timed_out) return "compiling took longer than " + std::to_string(limits.wall.count()) + " s and was stopped";
  if (WIFSIGNALED(wait_status)) {
    const int signal = WTERMSIG(wait_status);
    if (signal == SIGXCPU)
      return "compiling used more than " + std::to_string(limits.cpu.count()) + " s of processor time and was stopped";
    if (signal == SIGKILL) return "the compiler was killed (signal 9); was the machine out of memory?";
    return std::string("the compiler crashed: ") + strsignal(signal) + " (signal " + std::to_string(signal) + ")";
  }
  if (WEXITSTATUS(wait_status) == kExitOutOfMemory)
    return "compiling needed more than " + std::to_string(limits.memory >> 20) + " MB of memory and was stopped";
  return "the compiler exited early with code " + std::to_string(WEXITSTATUS(wait_status));
}

}  // namespace quire::compiler
