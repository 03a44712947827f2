#ifndef QUIRE_RUNTIME_FAULT_FAULT_SCOPE_H_
#define QUIRE_RUNTIME_FAULT_FAULT_SCOPE_H_

#include "runtime/fault/abort_reason.h"
#include "runtime/fault/call_stack.h"

#include <quire/frame.h>

#include <functional>
#include <string>

namespace quire {

/// Marks that this thread is in page code, where a fault (a null pointer, infinite
/// recursion, `abort`) fails only the request. Can be nested.
class FaultScope {
 public:
  FaultScope();
  ~FaultScope();
  FaultScope(const FaultScope&) = delete;
  FaultScope& operator=(const FaultScope&) = delete;

 private:
  const bool before_;
};

/// A fault in page code, which has stopped its thread forever.
struct Fault {
  int signal = 0;
  /// The address that was accessed, for SIGSEGV and SIGBUS.
  const void* address = nullptr;
  bool is_stack_used_up = false;
  /// The pages that were running, innermost first; valid as long as the process.
  const Frame* frame = nullptr;
  /// The thread's `FaultOwner`; null if there is none.
  void* owner = nullptr;
  /// The `pthread_t`, for `EventLoop::abandon`.
  unsigned long thread = 0;
  /// Null if no reason was recorded; valid as long as the process.
  const AbortReason* reason = nullptr;
  CallStack calls;
};

/// A description of the fault, such as `segmentation fault (SIGSEGV) at address 0x0: …`.
std::string describe_fault(const Fault& fault);

/// While it lives, `owner` is reported with faults of this thread.
class FaultOwner {
 public:
  explicit FaultOwner(void* owner);
  ~FaultOwner();
  FaultOwner(const FaultOwner&) = delete;
  FaultOwner& operator=(const FaultOwner&) = delete;

 private:
  void* const before_;
};

/// Gives this thread a separate stack for fault handlers, so that a stack overflow can
/// be reported as well. Call it once per thread, before it runs pages.
void prepare_thread_for_faults();

/// Handles SIGSEGV, SIGBUS, SIGFPE, SIGILL and SIGABRT in the whole process: a fault in
/// page code parks its thread forever and is reported to `on_fault`, on a separate
/// thread; any other fault terminates the process as usual. Call it once per process.
void contain_faults(std::function<void(const Fault&)> on_fault);

}  // namespace quire

#endif  // QUIRE_RUNTIME_FAULT_FAULT_SCOPE_H_
