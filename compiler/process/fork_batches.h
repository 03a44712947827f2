#ifndef QUIRE_COMPILER_PROCESS_FORK_BATCHES_H_
#define QUIRE_COMPILER_PROCESS_FORK_BATCHES_H_

#include "compiler/process/forked_child.h"

#include <boost/json/object.hpp>

#include <cstddef>
#include <functional>
#include <string>

namespace quire::compiler {

/// Many jobs, several of them to a child: to fork for each would cost more than
/// a small page's compile.
struct Batches {
  std::size_t count = 0;
  /// Children at a time, and jobs of one child, both at least 1.
  int parallel = 1;
  std::size_t size = 16;
  BuildLimits limits;
  /// In the child: does a job, and returns its answer.
  std::function<boost::json::object(std::size_t number)> work;
  /// In this process: the answer of a job that ended its child, `sentence` says how.
  std::function<boost::json::object(std::size_t number, const std::string& sentence)> died;
  /// In this process, in the order of the numbers.
  std::function<void(std::size_t number, boost::json::object answer)> done;
  /// Whether to stop: children are killed, and what they did is lost. May be empty.
  std::function<bool()> is_stopped;
};

/// Does the jobs 0 to `count - 1`. A job that ends its child (it crashed, or
/// met a limit) loses only itself: those that follow it are done by another
/// child, and it is tried once more, alone, where what its child had done
/// before could be the reason. False when it was stopped. Throws
/// `std::runtime_error` when the machine has no process to give. Jobs run in
/// children of this process, which must have one thread.
bool fork_batches(const Batches& batches);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PROCESS_FORK_BATCHES_H_
