#ifndef QUIRE_COMPILER_PROCESS_CHILD_POOL_H_
#define QUIRE_COMPILER_PROCESS_CHILD_POOL_H_

#include "compiler/process/forked_child.h"

#include <cstddef>
#include <functional>
#include <string>

namespace quire::compiler {

/// What became of a job.
struct JobOutcome {
  bool is_done = false;
  /// What the job returned, else a sentence that says how its child ended.
  std::string text;
};

/// Jobs that are done in children of this process, since Clang and lld may
/// crash, hang or run out of memory, and keep what they have once allocated.
struct ChildJobs {
  std::size_t count = 0;
  /// Children at a time, at least 1.
  int parallel = 1;
  /// Jobs of one child, at least 1: to fork may cost more than a small job.
  std::size_t per_child = 1;
  /// Of each job.
  BuildLimits limits = {};
  /// In a child: does a job. What it returns may be any bytes.
  std::function<std::string(std::size_t number)> work;
  /// In this process, in the order of the numbers.
  std::function<void(std::size_t number, JobOutcome outcome)> done;
  /// Whether to stop: children are killed, and what they did is lost. May be empty.
  std::function<bool()> is_stopped = {};
};

/// Does the jobs 0 to `count - 1`. A job that ends its child (it crashed, or
/// met a limit) loses only itself: those that follow it are done by another
/// child, and it is tried once more, alone, where what its child had done
/// before could be the reason. False when it was stopped. Throws
/// `std::runtime_error` when the machine has no process to give. This process
/// must have one thread.
bool run_in_children(const ChildJobs& jobs);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PROCESS_CHILD_POOL_H_
