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

/// Finds what changed in folders and files by comparing what the system says of
/// them with what it said before: for where inotify cannot tell.
///
///     poller.add_tree("/site");
///     for (auto folder = poller.first(); folder; folder = poller.after(*folder))
///       for (const std::string& file : poller.compare(poller.read(*folder))) …
///
/// Folders behind symbolic links are not entered, so that a walk always ends.
/// Not thread-safe, but `read`, the slow part, may run beside everything else.
class Poller {
 public:
  /// A folder's entries at one moment.
  struct Listing {
    std::string folder;
    bool exists = false;
    std::map<std::string, FileStatus> files;
    std::vector<std::string> subfolders;
    /// Files that were looked at after this are known better than from here.
    std::uint64_t moment = 0;
  };

  /// Tells of a subfolder's whole path whether it is to be left out.
  using IsIgnored = std::function<bool(const std::string& folder)>;
  explicit Poller(IsIgnored is_ignored) : is_ignored_(std::move(is_ignored)) {}

  /// Adds a folder with its subfolders, present and future, as they are now.
  /// Returns the files in it.
  std::vector<std::string> add_tree(const std::string& folder);
  /// Lets go of a folder and of all below it.
  void remove_tree(const std::string& folder);
  /// Adds one file, there or not, as it is now.
  void add_file(const std::string& path);

  bool is_empty() const { return folders_.empty() && files_.empty(); }
  /// Whether changes of `path` are found here.
  bool covers(const std::string& path) const;
  /// Whether one file changed since it was last looked at.
  bool look(const std::string& path);
  std::vector<std::string> files() const;

  std::optional<std::string> first() const;
  std::optional<std::string> after(const std::string& folder) const;
  Listing read(const std::string& folder) const;
  /// The files that are new, changed or gone. New subfolders come after this
  /// one in the order of the walk; one that is gone is forgotten.
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
  /// Counts looks.
  std::atomic<std::uint64_t> moment_{0};
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_POLLER_H_
