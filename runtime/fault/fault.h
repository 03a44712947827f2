#ifndef QUIRE_RUNTIME_FAULT_FAULT_H_
#define QUIRE_RUNTIME_FAULT_FAULT_H_

#include "runtime/fault/abort_reason.h"
#include "runtime/fault/call_stack.h"
#include "runtime/fault/page_work.h"

#include <quire/frame.h>

#include <functional>
#include <string>

namespace quire {

/// A fault in page code, or its deadline, which has stopped its thread forever.
struct Fault {
  enum class Cause : unsigned char {
    kSignal,
    /// It was in page code for too long.
    kDeadline,
    /// It was in page code for long, and nobody waits for it any more.
    kAbandoned,
  };
  Cause cause = Cause::kSignal;
  /// Whether the thread holds no locks of the server, and has not damaged anything.
  bool is_safe = false;
  /// For `kSignal`.
  int signal = 0;
  /// How long it was in page code, for the others.
  long long seconds = 0;
  /// The address that was accessed, for SIGSEGV and SIGBUS.
  const void* address = nullptr;
  bool is_stack_used_up = false;
  /// The pages that were running, innermost first; valid as long as the process.
  const Frame* frame = nullptr;
  /// What the thread was doing, see `WatchedWork`; null if that is unknown.
  PageWork* work = nullptr;
  /// The `pthread_t`, for `EventLoop::abandon`.
  unsigned long thread = 0;
  /// Null if no reason was recorded; valid as long as the process.
  const AbortReason* reason = nullptr;
  CallStack calls;
};

/// A description of the fault, such as `segmentation fault (SIGSEGV) at address 0x0: …`.
std::string describe_fault(const Fault& fault);

/// From now on, `on_fault` is called with each fault, on a separate thread. Call it once per
/// process. Returns false if the system refuses.
bool report_faults(std::function<void(const Fault&)> on_fault);

/// For signal handlers: completes the description of a fault that has stopped the calling
/// thread, reports it, and waits forever.
[[noreturn]] void park_thread(Fault& fault);

}  // namespace quire

#endif  // QUIRE_RUNTIME_FAULT_FAULT_H_
