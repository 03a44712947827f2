#ifndef QUIRE_RUNTIME_FAULT_PAGE_WORK_H_
#define QUIRE_RUNTIME_FAULT_PAGE_WORK_H_

#include "runtime/fault/call_stack.h"

#include <quire/trace.h>

#include <string>

namespace quire {

struct Fault;

/// Where a thread was that is still running.
struct Position {
  /// The pages, innermost first.
  Trace frames;
  CallStack calls;
};

/// What a thread does in page code: a request, or the start of a page. The functions are
/// called on other threads, and the work does not end while they run.
class PageWork {
 public:
  /// A fault, or the watch, has stopped the thread for good. Called once. Returns a line
  /// for the log; empty if it was logged already.
  virtual std::string on_fault(const Fault& fault) = 0;
  /// The thread has been in page code for `seconds`, where it is stuck at `position`.
  virtual void on_stuck(const Position& position, long long seconds);
  /// Whether nobody waits for the result any more.
  virtual bool is_abandoned() { return false; }

 protected:
  PageWork() = default;
  ~PageWork() = default;
};

/// What the calling thread works on, see `WatchedWork`; null if nothing. Async-signal-safe.
inline constinit thread_local PageWork* current_page_work = nullptr;

inline void PageWork::on_stuck(const Position&, long long) {}

}  // namespace quire

#endif  // QUIRE_RUNTIME_FAULT_PAGE_WORK_H_
