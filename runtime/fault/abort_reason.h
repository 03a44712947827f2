#ifndef QUIRE_RUNTIME_FAULT_ABORT_REASON_H_
#define QUIRE_RUNTIME_FAULT_ABORT_REASON_H_

#include "runtime/fault/call_stack.h"

#include <string>

namespace quire {

/// Why a page aborts: a failed assertion, an exception that nobody may catch,
/// or what a sanitizer has found. Noted just before the thread's last signal.
struct AbortReason {
  /// A sentence.
  std::string message;
  /// More lines, a sanitizer's; most often empty.
  std::string report;
  /// Where, when the stack no longer shows it.
  CallStack calls;
};

/// From now on `std::terminate` says why before it aborts. Failed assertions,
/// of the standard library and of `assert`, do so in any case.
void note_aborts();

/// The calling thread's; null when nothing was noted. For signal handlers too.
const AbortReason* abort_reason();

/// Notes why the calling thread is about to abort; for good, as it never comes
/// back from that.
void note_abort(AbortReason reason);

}  // namespace quire

#endif  // QUIRE_RUNTIME_FAULT_ABORT_REASON_H_
