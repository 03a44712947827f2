#ifndef QUIRE_RUNTIME_FAULT_FAULT_SCOPE_H_
#define QUIRE_RUNTIME_FAULT_FAULT_SCOPE_H_

#include "runtime/fault/abort_reason.h"
#include "runtime/fault/fault.h"

#include <functional>

namespace quire {

/// Marks that this thread is in page code, where a fault (a null pointer, infinite
/// recursion, `abort`) fails only the request. Can be nested. A child that page code has forked ends with the
/// outermost scope.
class FaultScope {
 public:
  FaultScope();
  ~FaultScope();
  FaultScope(const FaultScope&) = delete;
  FaultScope& operator=(const FaultScope&) = delete;

 private:
  const bool before_;
};

/// Gives this thread a separate stack for fault handlers, so that a stack overflow can
/// be reported as well, and lets the watch see it. Call it once per thread, before it runs
/// pages.
void prepare_thread_for_faults();

/// Handles SIGSEGV, SIGBUS, SIGFPE, SIGILL and SIGABRT in the whole process: a fault in
/// page code parks its thread forever and is reported to `on_fault`, on a separate
/// thread; any other fault terminates the process as usual. Call it once per process.
void contain_faults(std::function<void(const Fault&)> on_fault);

}  // namespace quire

#endif  // QUIRE_RUNTIME_FAULT_FAULT_SCOPE_H_
