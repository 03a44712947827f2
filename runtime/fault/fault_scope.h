#ifndef QUIRE_RUNTIME_FAULT_FAULT_SCOPE_H_
#define QUIRE_RUNTIME_FAULT_FAULT_SCOPE_H_

#include "runtime/fault/abort_reason.h"
#include "runtime/fault/call_stack.h"

#include <quire/frame.h>

#include <functional>
#include <string>

namespace quire {

/// Marks that this thread is in page code: a fault there (a null pointer, an
/// endless recursion, `abort`) loses the request alone. Nests.
class FaultScope {
 public:
  FaultScope();
  ~FaultScope();
  FaultScope(const FaultScope&) = delete;
  FaultScope& operator=(const FaultScope&) = delete;

 private:
  const bool before_;
};

/// A thread that a fault in page code has stopped for good.
struct Fault {
  int signal = 0;
  /// What the thread touched, for SIGSEGV and SIGBUS.
  const void* address = nullptr;
  bool is_stack_used_up = false;
  /// The pages it was in, innermost first; they stand as long as the process.
  const Frame* frame = nullptr;
  /// The thread's `FaultOwner`; null for none.
  void* owner = nullptr;
  /// Among the process's threads, for `EventLoop::abandon`.
  unsigned long thread = 0;
  /// Null when the signal came without a word; stands as long as the process.
  const AbortReason* reason = nullptr;
  CallStack calls;
};

/// The fault in words, as in `segmentation fault (SIGSEGV) at address 0x0: …`.
std::string describe_fault(const Fault& fault);

/// Names who is to answer for faults of this thread, while it lives.
class FaultOwner {
 public:
  explicit FaultOwner(void* owner);
  ~FaultOwner();
  FaultOwner(const FaultOwner&) = delete;
  FaultOwner& operator=(const FaultOwner&) = delete;

 private:
  void* const before_;
};

/// Gives this thread a stack of its own for fault handlers, so that even a
/// page that has used up its stack can be told. Once per thread, before it
/// runs pages.
void prepare_thread_for_faults();

/// Takes over SIGSEGV, SIGBUS, SIGFPE, SIGILL and SIGABRT for the whole
/// process: a fault in page code parks its thread for ever and is reported to
/// `on_fault`, on a thread made for that; a fault anywhere else ends the
/// process as it would have. Once per process.
void contain_faults(std::function<void(const Fault&)> on_fault);

}  // namespace quire

#endif  // QUIRE_RUNTIME_FAULT_FAULT_SCOPE_H_
