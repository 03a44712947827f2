#ifndef QUIRE_RUNTIME_RELOAD_POLLER_H_
#define QUIRE_RUNTIME_RELOAD_POLLER_H_

#include "runtime/reload/file_system.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace quire {

/// Finds changes in folders and files by comparing their metadata with that of the previous
/// look, where inotify does not report them.
///
///     poller.add_tree("/site");
///     for (auto folder = poller.first(); folder; folder = poller.after(*folder))
///       for (const std::string& file : poller.compare(poller.read(*folder))) …
///
/// Symbolic links to folders are not followed, so that a walk always ends. Not thread-safe,
/// except that `read`, the slow part, may run concurrently with other members.
class Poller {
 public:
  /// A folder's entries at one moment.
  struct Listing {
    std::string folder;
    bool exists = false;
    std::map<std::string, FileStatus> files;
    std::vector<std::string> subfolders;
    /// For files that were checked after this moment, the listing is outdated.
    std::uint64_t moment = 0;
  };

  /// Whether to leave out a subfolder, given its absolute path.
  using IsIgnored = std::function<bool(const std::string& folder)>;
  explicit Poller(IsIgnored is_ignored) : is_ignored_(std::move(is_ignored)) {}

  /// Adds a folder with its subfolders, present and future, as they are now.
  /// Returns the files in it.
  std::vector<std::string> add_tree(const std::string& folder);
  /// Removes a folder and everything in it.
  void remove_tree(const std::string& folder);
  /// Adds a file, which need not exist, as it is now.
  void add_file(const std::string& path);

  bool is_empty() const { return folders_.empty() && files_.empty(); }
  /// Whether changes of `path` are found by this object.
  bool covers(const std::string& path) const;
  /// Whether a file has changed since the last look.
  bool look(const std::string& path);
  std::vector<std::string> files() const;

  std::optional<std::string> first() const;
  std::optional<std::string> after(const std::string& folder) const;
  Listing read(const std::string& folder) const;
  /// The files that are new, changed or deleted. New subfolders follow this folder in the
  /// order of the walk; a deleted folder is removed.
  std::vector<std::string> compare(const Listing& listing);

 private:
  struct Seen {
    FileStatus status;
    std::uint64_t moment = 0;
  };
  using Files = std::map<std::string, Seen>;

  static bool update(Files& files, const std::string& name, const FileStatus& status, std::uint64_t moment);

  const IsIgnored is_ignored_;
  std::map<std::string, Files> folders_;
  Files files_;
  /// Counts the looks.
  std::atomic<std::uint64_t> moment_{0};
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_POLLER_H_
