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

/// Tells which files of some folders change: as inotify reports it and, where
/// that cannot tell, by looking again and again. It cannot tell past its
/// limits, on file systems that others change too, and of what stands behind a
/// symbolic link. Why it looks itself, it says once.
///
/// A file counts as changed when its writer has closed it, or when it was
/// renamed into place, as many editors do. One that is open and half written
/// `is_being_written`: its content is not to be used yet. A writer that keeps
/// its file open and silent for `kPatience` is taken as done. An empty file
/// counts as half written for as long: many programs empty a file and fill it
/// a moment later. Where looking must do, a file whose last write is more
/// recent than `kSettle` counts as half written. `is_being_written` ends with a
/// call of `OnChange`.
///
/// The kernel queues events as the write happens, so `drain` sees every change
/// that was made before it was called, where inotify tells; elsewhere it sees
/// those of the files that it is given. Thread-safe.
class Watcher {
 public:
  static constexpr std::chrono::milliseconds kPatience{300};
  static constexpr std::chrono::milliseconds kSettle{50};
  /// Between two looks at everything; longer where a look takes longer than a
  /// twentieth of it.
  static constexpr std::chrono::milliseconds kMinInterval{100};
  /// More changes at once than this are told as "anything".
  static constexpr std::size_t kManyChanges = 64;

  /// Told of each changed, new or removed file, by its whole path; an empty
  /// path means that anything may have changed: events were lost, a folder
  /// went, or too much changed at once to name it. Called on the watcher's
  /// thread or within `drain` and `add_file`, one call at a time; it may call
  /// the watcher, but not `stop` it.
  using OnChange = std::function<void(const std::string& path)>;

  struct Options {
    /// Folders, whole paths, that are not looked into.
    std::vector<std::string> ignored;
    /// Never use inotify.
    bool poll = false;
    /// Told in a sentence what the author should know; may be empty. Called as
    /// `OnChange` is.
    std::function<void(const std::string& sentence)> log;
  };

  static Result<std::unique_ptr<Watcher>> open(Options options, OnChange on_change);
  ~Watcher();
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  /// Adds a folder with its subfolders, present and future; those of version
  /// control are left out. It is found again when it goes and comes back.
  void add_tree(const std::string& folder);
  /// Adds one file, wherever it is, there or not. Told at once when it is no
  /// longer as `as_used` says.
  void add_file(const FileStamp& as_used);
  /// Ends its thread: from then on changes are told by `drain` alone.
  void stop();
  /// Handles, on this thread, every event that is already there, and looks at
  /// those of `files` that no event tells of.
  void drain(const std::vector<std::string>& files = {});
  /// Whether there are files that `drain` must be given.
  bool is_polling() const { return is_polling_; }
  bool is_being_written(const std::string& path) const { return half_written_.contains(path); }

 private:
  using Clock = HalfWritten::Clock;
  /// A folder that was added as a tree: whether it is there, and which it is.
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
  /// Written to end the thread's wait.
  const Descriptor wake_;
  std::atomic<bool> is_stopping_{false};
  std::atomic<bool> is_polling_{false};
  /// Held while changes are found and told: one call of `on_change_` at a time.
  std::recursive_mutex events_mutex_;
  FolderEvents events_;
  Poller poller_;
  std::map<std::string, Tree> trees_;
  std::set<std::string> said_;
  /// Found, and to be told.
  std::set<std::string> changed_;
  HalfWritten half_written_;
  /// Last: it uses the rest.
  std::thread thread_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_WATCHER_H_
