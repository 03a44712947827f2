#ifndef QUIRE_RUNTIME_FAULT_ABORT_REASON_H_
#define QUIRE_RUNTIME_FAULT_ABORT_REASON_H_

#include "runtime/fault/call_stack.h"

#include <string>

namespace quire {

/// Whether the calling thread is in page code, see `FaultScope`. Async-signal-safe.
inline constinit thread_local bool is_in_page_code = false;

/// Why a page aborts: a failed assertion, an exception that cannot be caught, or an
/// error found by a sanitizer. Recorded just before the thread's last signal.
struct AbortReason {
  /// In one sentence.
  std::string message;
  /// Further lines from a sanitizer; usually empty.
  std::string report;
  /// Where it happened, if the stack no longer shows that.
  CallStack calls;
};

/// From now on, `std::terminate` records the reason before it aborts. Failed
/// assertions, of the standard library and of `assert`, always do.
void note_aborts();

/// The calling thread's reason; null if none was recorded. Async-signal-safe.
const AbortReason* abort_reason();

/// Records why the calling thread is about to abort. Never freed, because the thread
/// does not survive.
void note_abort(AbortReason reason);

/// From now on, reports of the address and undefined-behaviour sanitizers about page
/// code become the reason for which the page aborts; those about other code go to
/// standard error. The sanitizers' runtime must be part of this program or preloaded,
/// with the options in `sanitizer_options`. Call it once per process.
void hear_sanitizers();

/// Options to add to `ASAN_OPTIONS`, so that reports abort, and faults are left to our
/// handlers.
std::string sanitizer_options();

}  // namespace quire

#endif  // QUIRE_RUNTIME_FAULT_ABORT_REASON_H_
