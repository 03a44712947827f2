#ifndef QUIRE_RUNTIME_FAULT_PAGE_WATCH_H_
#define QUIRE_RUNTIME_FAULT_PAGE_WATCH_H_

#include "runtime/fault/page_work.h"

#include <chrono>

namespace quire {

/// When the watch reports and stops page code. The time starts again with each
/// `note_progress`.
struct WatchLimits {
  /// Then its place is logged, and it is stopped if nobody waits for it; 0 for never.
  std::chrono::milliseconds stuck{60'000};
  /// Then its thread is stopped for good; 0 for never.
  std::chrono::milliseconds deadline{300'000};
};

/// While it lives, the calling thread works on `work`, which learns of a fault, and which the
/// watch may stop. Can be nested; the innermost counts. Costs no system call and no lock.
class WatchedWork {
 public:
  /// `deadline` takes precedence over that of the watch, unless it is 0.
  explicit WatchedWork(PageWork& work, std::chrono::milliseconds deadline = {});
  ~WatchedWork();
  WatchedWork(const WatchedWork&) = delete;
  WatchedWork& operator=(const WatchedWork&) = delete;

 private:
  PageWork* const before_;
};

/// The page of the calling thread is not stuck, because its client has received or sent something.
void note_progress();

/// Lets the watch see the calling thread. Called by `prepare_thread_for_faults`.
void enter_watch();

/// Starts the watch: a thread that looks at all threads in page code, several times in the
/// shortest limit, but at most every 10 ms, and at least every second. Call it once per
/// process, after `contain_faults`.
void watch_page_code(WatchLimits limits);

/// Records which code belongs to the program rather than to pages. Call it before any page is
/// loaded.
void note_program_code();

}  // namespace quire

#endif  // QUIRE_RUNTIME_FAULT_PAGE_WATCH_H_
