#include "compiler/service/build_child.h"

#include "compiler/make/page_builder.h"
#include "compiler/make/rehearsal.h"
#include "runtime/base/descriptor.h"
#include "runtime/protocol/job_channel.h"
#include "runtime/protocol/json_text.h"

#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>

namespace quire::compiler {

namespace {

BuildAnswer answer(const Toolchain& toolchain, const std::string& text, Rehearsal* rehearsal) {
  try {
    return build_page(toolchain, from_json<BuildOrder>(text), rehearsal);
  } catch (const std::exception& error) {
    return failed_build("/", std::string("the compile service received a malformed request: ") + error.what());
  }
}

/// The outcome of a job: whether the client was there to receive the answer, and whether anything
/// was compiled for it.
struct Outcome {
  bool is_told = false;
  bool is_compiled = false;
};

Outcome build(const Toolchain& toolchain, const Job& job, Rehearsal* rehearsal) {
  // The name that `ps` and `top` show.
  ::prctl(PR_SET_NAME, "pagec build");
  const BuildAnswer result = answer(toolchain, job.request, rehearsal);
  return {send_all(job.socket, to_json(result)), result.compiled};
}

/// So that the client need not wait until this process is torn down.
void hang_up(const Job& job) {
  const Descriptor socket(job.socket);
  ::shutdown(socket.get(), SHUT_RDWR);
}

/// Touches memory that a job can then use without a page fault for every 4 KB.
void touch_memory() {
  constexpr std::size_t kBytes = std::size_t{8} << 20;
  ::mallopt(M_MMAP_THRESHOLD, 2 * kBytes);
  ::mallopt(M_TRIM_THRESHOLD, 2 * kBytes);
  const std::string touched(kBytes, 'x');
  // So that the compiler cannot optimize it away.
  asm volatile("" : : "r"(touched.data()) : "memory");
}

/// Forks a child for one job.
pid_t fork_child(int kept, const BuildLimits& limits) {
  const pid_t child = fork_limited(kept, limits);
  if (child == 0) limit_cpu_once(limits);
  return child;
}

}  // namespace

pid_t fork_build(const Toolchain& toolchain, const std::string& order, int socket, const BuildLimits& limits) {
  const pid_t child = fork_child(socket, limits);
  if (child != 0) return child;
  const Job job{socket, order};
  const Outcome outcome = build(toolchain, job, nullptr);
  hang_up(job);
  // Runs neither destructors nor exit handlers: they belong to the parent.
  ::_exit(outcome.is_told ? 0 : 1);
}

pid_t fork_ahead(const Toolchain& toolchain, const Preparation& preparation, int channel, const BuildLimits& limits) {
  const pid_t child = fork_child(channel, limits);
  if (child != 0) return child;
  ::prctl(PR_SET_NAME, "pagec spare");
  warm_up(toolchain);
  std::unique_ptr<Rehearsal> prepared;
  if (!preparation.page.page.empty()) prepared = Rehearsal::of_page(toolchain, preparation.page);
  // The next version of a page that has errors usually starts like any other page.
  if (!prepared) prepared = Rehearsal::of_any_page(toolchain);
  // Never destroyed: the process exits instead, which is faster.
  Rehearsal* const rehearsal = prepared.release();
  touch_memory();
  const auto say_ready = [&] {
    ::prctl(PR_SET_NAME, "pagec spare");
    if (!send_all(channel, std::string_view(&kChildReady, 1))) ::_exit(1);
  };
  say_ready();
  for (;;) {
    const Job job = receive_job(channel, /*wait=*/true);
    if (job.socket < 0) ::_exit(0);
    const Outcome outcome = build(toolchain, job, rehearsal);
    // Before the client can see the end of the answer: once it hangs up, this must no longer be its
    // child.
    if (!outcome.is_compiled) say_ready();
    hang_up(job);
    if (outcome.is_compiled) ::_exit(outcome.is_told ? 0 : 1);
  }
}

}  // namespace quire::compiler
