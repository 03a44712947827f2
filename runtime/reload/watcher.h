#ifndef QUIRE_RUNTIME_RELOAD_WATCHER_H_
#define QUIRE_RUNTIME_RELOAD_WATCHER_H_

#include "runtime/base/descriptor.h"
#include "runtime/base/result.h"
#include "runtime/protocol/file_stamp.h"
#include "runtime/reload/folder_events.h"
#include "runtime/reload/half_written.h"
#include "runtime/reload/poller.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace quire {

/// Reports which files in folders change: by inotify, or where that does not work, by
/// polling. Inotify has limits, and does not report changes on file systems that other
/// machines can change, or behind a symbolic link. Why files are polled is logged once.
///
/// A file counts as changed when its writer has closed it, or when it was renamed into
/// place, as many editors do. While it is open and half written, `is_being_written`
/// returns true, and its content must not be used yet. A writer that keeps its file open
/// without writing for `kPatience` is considered done. An empty file counts as half
/// written for the same time, because many programs truncate a file and fill it a moment
/// later. With polling, a file counts as half written if its last write is more recent
/// than `kSettle`. When `is_being_written` ends, `OnChange` is called.
///
/// The kernel queues events as writes happen, so with inotify, `drain` sees every change
/// that was made before the call; with polling, it sees those of the files that it is
/// given. Thread-safe.
class Watcher {
 public:
  static constexpr std::chrono::milliseconds kPatience{300};
  static constexpr std::chrono::milliseconds kSettle{50};
  /// The time between two scans; longer if a scan takes more than a twentieth of it.
  static constexpr std::chrono::milliseconds kMinInterval{100};
  /// More changes at once than this are reported as "anything".
  static constexpr std::size_t kManyChanges = 64;

  /// Called for each changed, new or deleted file with its absolute path. An empty path
  /// means that anything may have changed: events were lost, a folder was deleted, or too
  /// much has changed at once. Called on the watcher's thread or in `drain` and `add_file`,
  /// one call at a time; may call members of the watcher, except `stop`.
  using OnChange = std::function<void(const std::string& path)>;

  struct Options {
    /// Folders to ignore, as absolute paths.
    std::vector<std::string> ignored;
    /// Never use inotify.
    bool poll = false;
    /// Called, like `OnChange`, with messages for the author; may be empty.
    std::function<void(const std::string& sentence)> log;
  };

  static Result<std::unique_ptr<Watcher>> open(Options options, OnChange on_change);
  ~Watcher();
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  /// Adds a folder with its subfolders, present and future, except those of version
  /// control. If it is deleted and created again, it is watched again.
  void add_tree(const std::string& folder);
  /// Adds a file anywhere, which need not exist. If it no longer matches `as_used`, the
  /// change is reported immediately.
  void add_file(const FileStamp& as_used);
  /// Ends the thread: from then on, only `drain` reports changes.
  void stop();
  /// Handles all pending events on this thread, and checks those of `files` that are
  /// polled.
  void drain(const std::vector<std::string>& files = {});
  /// Whether anything is polled, so that `drain` must be given files.
  bool is_polling() const { return is_polling_; }
  bool is_being_written(const std::string& path) const { return half_written_.contains(path); }

 private:
  using Clock = HalfWritten::Clock;
  /// A folder that was added as a tree: whether it exists, and its identity.
  struct Tree {
    bool exists = false;
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    bool operator==(const Tree&) const = default;
  };

  Watcher(Descriptor wake, Options options, OnChange on_change);
  void run();
  Clock::duration time_to_wait();
  void wait(Clock::duration time, bool for_events) const;
  void wake() const;
  void settle(const std::vector<std::string>& files);
  Clock::duration scan();

  void handle(const std::string& path, unsigned mask);
  void handle_folder(const std::string& path, unsigned mask);
  void add(const std::string& top, bool report_files);
  bool watch_by_events(const std::string& folder);
  bool watch_beside(const std::string& path);
  void remove(const std::string& folder);
  bool is_ignored(const std::string& folder) const;
  bool events_tell(const std::string& path) const;
  static Tree tree_at(const std::string& folder);
  void check_trees();

  void file_closed(const std::string& path);
  void file_differs(const std::string& path);
  void changed(const std::string& path);
  void end_patience();
  void tell();
  void say(const std::string& sentence) const;
  void say_once(const std::string& topic, const std::string& sentence);

  const Options options_;
  const OnChange on_change_;
  /// Written to wake the thread.
  const Descriptor wake_;
  std::atomic<bool> is_stopping_{false};
  std::atomic<bool> is_polling_{false};
  /// Held while changes are found and reported, so that `on_change_` is called once at a time.
  std::recursive_mutex events_mutex_;
  FolderEvents events_;
  Poller poller_;
  std::map<std::string, Tree> trees_;
  std::set<std::string> said_;
  /// Found, but not reported yet.
  std::set<std::string> changed_;
  HalfWritten half_written_;
  /// Last, because it uses the other members.
  std::thread thread_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_WATCHER_H_
