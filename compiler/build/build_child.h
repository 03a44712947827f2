#ifndef QUIRE_COMPILER_BUILD_BUILD_CHILD_H_
#define QUIRE_COMPILER_BUILD_BUILD_CHILD_H_

#include "compiler/build/page_builder.h"

#include <sys/types.h>

#include <chrono>
#include <string>

namespace quire::compiler {

/// What one build may take before it is killed.
struct BuildLimits {
  std::chrono::seconds cpu{60};
  std::chrono::seconds wall{90};
  /// Of address space; 0 for no limit.
  std::size_t memory = std::size_t{3} << 30;
};

/// Touches what a build touches: the first compile of a process is slow, for
/// every page of LLVM's memory that it meets costs a fault.
void warm_up(const Toolchain& toolchain);

/// Forks a child with limits and with no other descriptors than the standard
/// ones and `kept`: a copy of another job's socket would hide its end. It ends
/// with its parent. Returns 0 in the child, whose processor time is limited by
/// `renew_cpu_limit` alone. Throws `std::runtime_error` when the machine has no
/// process to give.
pid_t fork_limited(int kept, const BuildLimits& limits);
/// Gives this process the time of one build from now on.
void renew_cpu_limit(const BuildLimits& limits);

/// Forks a child that builds `request`, in the form of `to_json`, writes the
/// answer to `socket` and ends. The parent stays single-threaded and warm:
/// nothing that a page does to Clang can reach it. Throws `std::runtime_error`
/// when the machine has no process to give.
pid_t fork_build(const Toolchain& toolchain, const std::string& request, int socket, const BuildLimits& limits);

/// What a child does ahead of its first job. Without a page, it compiles and
/// rehearses a small one, which serves any page of the thin prelude.
struct Preparation {
  /// Empty strings for no page.
  BuildRequest page;

  bool is_for(const std::string& root, const std::string& name) const { return page.root == root && page.page == name; }
};

/// Forks a child ahead of its job: it prepares itself, writes `kChildReady` to
/// `channel` and takes jobs there (see `send_job`). It ends with the job that
/// used up what it had prepared; after any other it is ready again, and says so.
pid_t fork_ahead(const Toolchain& toolchain, const Preparation& preparation, int channel, const BuildLimits& limits);
inline constexpr char kChildReady = 'R';

/// How a child that gave no answer ended, in words: `wait_status` as `waitpid`
/// gave it.
std::string death_sentence(int wait_status, bool timed_out, const BuildLimits& limits);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_BUILD_BUILD_CHILD_H_
