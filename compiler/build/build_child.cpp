#include "compiler/build/build_child.h"

#include "compiler/build/clang_frontend.h"
#include "compiler/build/job_channel.h"
#include "compiler/build/out_of_memory.h"
#include "compiler/build/prelude.h"
#include "compiler/build/rehearsal.h"
#include "compiler/build/so_linker.h"

#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <boost/json.hpp>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>

namespace quire::compiler {

namespace {

namespace json = boost::json;

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

json::object answer(const Toolchain& toolchain, const std::string& text, Rehearsal* rehearsal) {
  try {
    return build_page(toolchain, request_from_json(json::parse(text).as_object()), rehearsal);
  } catch (const std::exception& error) {
    return failed_build("/", std::string("the compile service does not understand its request: ") + error.what());
  }
}

/// What became of a job: whether its client is still there for the answer, and
/// whether anything was compiled for it.
struct Outcome {
  bool is_told = false;
  bool is_compiled = false;
};

Outcome build(const Toolchain& toolchain, const Job& job, Rehearsal* rehearsal) {
  // As `ps` and `top` show it.
  ::prctl(PR_SET_NAME, "pagec build");
  const json::object result = answer(toolchain, job.request, rehearsal);
  return {write_all(job.socket, json::serialize(result)), result.at("compiled").as_bool()};
}

/// The client need not wait until this process is taken apart.
void hang_up(const Job& job) {
  ::shutdown(job.socket, SHUT_RDWR);
  ::close(job.socket);
}

/// Memory that a job can use without a fault for every 4 KB of it.
void touch_memory() {
  constexpr std::size_t kBytes = std::size_t{8} << 20;
  ::mallopt(M_MMAP_THRESHOLD, 2 * kBytes);
  ::mallopt(M_TRIM_THRESHOLD, 2 * kBytes);
  const std::string touched(kBytes, 'x');
  // So that the compiler must make it.
  asm volatile("" : : "r"(touched.data()) : "memory");
}

/// For one job: at the hard limit comes SIGKILL, which does not say why.
pid_t fork_child(int kept, const BuildLimits& limits) {
  const pid_t child = fork_limited(kept, limits);
  if (child == 0) limit(RLIMIT_CPU, static_cast<rlim_t>(limits.cpu.count()), /*hard_margin=*/5);
  return child;
}

}  // namespace

void warm_up(const Toolchain& toolchain) try {
  Translation translation = translate_text("<% int n = 1; %><%= n %>", "/warm-up.page");
  const Prelude prelude = find_prelude(toolchain, PreludeKind::kThin);
  const CompiledUnit unit =
      compile_unit(toolchain, {"/warm-up.page.cpp", prelude.path, {}, Optimization::kNone, false}, translation);
  link_library(toolchain, unit.object);
} catch (const std::exception&) {
  // The job will meet the same and say it.
}

pid_t fork_limited(int kept, const BuildLimits& limits) {
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error(std::string("cannot start a build: ") + std::strerror(errno));
  if (child > 0) return child;
  // A build ends with the process that wanted it.
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
  // What was lowered for one job must be raised for the next one.
  const rlimit value{spent + static_cast<rlim_t>(limits.cpu.count()) + 1, RLIM_INFINITY};
  ::setrlimit(RLIMIT_CPU, &value);
}

pid_t fork_build(const Toolchain& toolchain, const std::string& request, int socket, const BuildLimits& limits) {
  const pid_t child = fork_child(socket, limits);
  if (child != 0) return child;
  const Job job{socket, request};
  const Outcome outcome = build(toolchain, job, nullptr);
  hang_up(job);
  // Neither destructors nor exit handlers: they are the parent's.
  ::_exit(outcome.is_told ? 0 : 1);
}

pid_t fork_ahead(const Toolchain& toolchain, const Preparation& preparation, int channel, const BuildLimits& limits) {
  const pid_t child = fork_child(channel, limits);
  if (child != 0) return child;
  ::prctl(PR_SET_NAME, "pagec spare");
  warm_up(toolchain);
  std::unique_ptr<Rehearsal> prepared;
  if (!preparation.page.page.empty()) prepared = Rehearsal::of_page(toolchain, preparation.page);
  // The next version of a page with mistakes begins as any page, most often.
  if (!prepared) prepared = Rehearsal::of_any_page(toolchain);
  // Not destroyed: the process ends instead, which is faster.
  Rehearsal* const rehearsal = prepared.release();
  touch_memory();
  const auto say_ready = [&] {
    ::prctl(PR_SET_NAME, "pagec spare");
    if (!write_all(channel, std::string_view(&kChildReady, 1))) ::_exit(1);
  };
  say_ready();
  for (;;) {
    const Job job = receive_job(channel, /*wait=*/true);
    if (job.socket < 0) ::_exit(0);
    const Outcome outcome = build(toolchain, job, rehearsal);
    // Before the client can see the end: when it hangs up, this is no longer its child.
    if (!outcome.is_compiled) say_ready();
    hang_up(job);
    if (outcome.is_compiled) ::_exit(outcome.is_told ? 0 : 1);
  }
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
  return "the compiler ended early, with exit code " + std::to_string(WEXITSTATUS(wait_status));
}

}  // namespace quire::compiler
