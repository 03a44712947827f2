#ifndef QUIRE_RUNTIME_FAULT_CRASH_LOG_H_
#define QUIRE_RUNTIME_FAULT_CRASH_LOG_H_

#include "runtime/base/descriptor.h"

#include <cstdint>

namespace quire {

// Which pages have crashed of late. A page that crashed `kMaxCrashes` times in `kCrashWindow`
// is no longer run, because each crash costs a worker. It is known by a number that changes
// with its code (`LoadedPage::identity`), so that a new version runs again. The log is in
// memory that a worker shares with those that replace it.

inline constexpr int kMaxCrashes = 5;
inline constexpr int kCrashWindow = 10;  // seconds

/// Creates an empty log, for workers to share. Invalid if the system refuses.
Descriptor create_crash_log();

/// Uses the log in `file`, which may be closed afterwards. Otherwise, and if that fails, crashes
/// are not counted. Call it once, before pages are loaded.
void share_crash_log(int file);

/// Counts a crash of the page. Returns whether it is, with this one, no longer run. Thread-safe.
bool note_crash(std::uint64_t page);

/// Whether the page has crashed too often to be run. Thread-safe, and costs next to nothing
/// unless there is such a page.
bool crashes_too_often(std::uint64_t page);

}  // namespace quire

#endif  // QUIRE_RUNTIME_FAULT_CRASH_LOG_H_
