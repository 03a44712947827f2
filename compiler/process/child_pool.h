#ifndef QUIRE_COMPILER_PROCESS_CHILD_POOL_H_
#define QUIRE_COMPILER_PROCESS_CHILD_POOL_H_

#include "compiler/process/forked_child.h"

#include <cstddef>
#include <functional>
#include <string>

namespace quire::compiler {

/// The result of a job.
struct JobOutcome {
  bool is_done = false;
  /// What the job returned; otherwise a sentence that says how its child ended.
  std::string text;
};

/// Jobs that run in children of this process, because Clang and lld may crash, hang or run
/// out of memory, and do not free all memory that they allocate.
struct ChildJobs {
  std::size_t count = 0;
  /// The maximum number of children at a time, at least 1.
  int parallel = 1;
  /// Jobs for each child, at least 1: a fork may take longer than a small job.
  std::size_t per_child = 1;
  /// Limits for each job.
  BuildLimits limits = {};
  /// Runs a job, in a child. The result may be any bytes.
  std::function<std::string(std::size_t number)> work;
  /// Called in this process, in the order of the numbers.
  std::function<void(std::size_t number, JobOutcome outcome)> done;
  /// Whether to stop: children are killed and their work is lost. May be empty.
  std::function<bool()> is_stopped = {};
};

/// Runs the jobs 0 to `count - 1`. If a job crashes its child or exceeds a limit, only that
/// job fails: the jobs after it run in another child, and the job itself is tried once
/// more, alone, if earlier jobs in the same child could be the cause. Returns false if it
/// was stopped. Throws `std::runtime_error` if no process can be created. This process must
/// have only one thread.
bool run_in_children(const ChildJobs& jobs);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PROCESS_CHILD_POOL_H_
