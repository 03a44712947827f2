#ifndef QUIRE_RUNTIME_RELOAD_WATCHER_H_
#define QUIRE_RUNTIME_RELOAD_WATCHER_H_

#include "runtime/http/result.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace quire {

/// Tells which files of some folders change, as inotify reports it.
///
/// A file counts as changed when its writer has closed it, or when it was
/// renamed into place, as many editors do. One that is open and half written
/// `is_being_written`: its content is not to be used yet. A writer that keeps
/// its file open and silent for `kPatience` is taken as done.
///
/// The kernel queues events as the write happens, so `drain` sees every change
/// that was made before it was called. Thread-safe.
class Watcher {
 public:
  static constexpr std::chrono::milliseconds kPatience{300};

  /// Told of each changed, new or removed file, by its whole path; an empty
  /// path means that events were lost and anything may have changed. Called on
  /// the watcher's thread or within `drain`, one call at a time.
  using OnChange = std::function<void(const std::string& path)>;

  /// `ignored` are folders, whole paths, that are not looked into.
  static Result<std::unique_ptr<Watcher>> open(std::vector<std::string> ignored, OnChange on_change);
  ~Watcher();
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  /// Adds a folder with its subfolders, present and future.
  void add_tree(const std::string& folder);
  /// Adds the files of one folder.
  void add_folder(const std::string& folder);
  /// Ends its thread: from then on changes are told by `drain` alone.
  void stop();
  /// Handles, on this thread, every event that is already there.
  void drain();
  bool is_being_written(const std::string& path) const;

 private:
  struct Watched {
    std::string folder;
    bool with_subfolders = false;
  };

  Watcher(int inotify, int stop, std::vector<std::string> ignored, OnChange on_change);
  void run();
  bool read_events();
  void handle(int descriptor, unsigned mask, const std::string& name);
  void handle_folder(const std::string& path, unsigned mask);
  void add(const std::string& folder, bool with_subfolders, bool report_files);
  void end_patience();
  void changed(const std::string& path);

  const int inotify_;
  const int stop_;
  const std::vector<std::string> ignored_;
  const OnChange on_change_;
  /// Held while events are read and told: one call of `on_change_` at a time.
  std::recursive_mutex events_mutex_;
  std::unordered_map<int, Watched> watched_;
  std::set<std::string> folders_;
  mutable std::mutex writing_mutex_;
  std::map<std::string, std::chrono::steady_clock::time_point> writing_;
  std::thread thread_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_WATCHER_H_
