#ifndef QUIRE_RUNTIME_LOAD_CONTAINED_CALL_H_
#define QUIRE_RUNTIME_LOAD_CONTAINED_CALL_H_

#include "runtime/fault/fault_scope.h"

#include <chrono>
#include <functional>
#include <string>

namespace quire {

/// Code of pages that belongs to no request: constructors and destructors of static objects.
struct ContainedCall {
  /// Returns an error message, or an empty string.
  std::function<std::string()> code;
  /// If the code takes longer, its thread is stopped.
  std::chrono::milliseconds limit;
  /// The message for a fault, or for the limit; also for the log, after `log_prefix`. Called on
  /// another thread, which must not wait for this one.
  std::function<std::string(const Fault&)> describe;
  std::string log_prefix = {};
};

/// Runs the code on a thread of its own, so that a fault in it, or code that never ends, stops
/// neither a loop nor its requests. Waits until it has ended, or will never do so. Returns what
/// the code or `describe` returns. Must not be called with a lock that the code or `describe`
/// may need.
std::string run_contained(ContainedCall call);

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_CONTAINED_CALL_H_
