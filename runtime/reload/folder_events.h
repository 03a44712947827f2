#ifndef QUIRE_RUNTIME_RELOAD_FOLDER_EVENTS_H_
#define QUIRE_RUNTIME_RELOAD_FOLDER_EVENTS_H_

#include "runtime/base/descriptor.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>

namespace quire {

/// Events from inotify(7) for the entries of folders, and for single files, by path. Not
/// thread-safe.
class FolderEvents {
 public:
  /// With `only_names`, writes to files are not reported, but only that an entry was added,
  /// removed or renamed.
  explicit FolderEvents(bool only_names = false);
  FolderEvents(const FolderEvents&) = delete;
  FolderEvents& operator=(const FolderEvents&) = delete;

  /// Readable when there are events; -1 if the system provides no inotify instance: then no
  /// folder can be added.
  int descriptor() const { return inotify_.get(); }

  /// Watches the entries of `folder`. Returns 0, or an error number: ENOSPC if the system's
  /// limit is reached, EMFILE if `descriptor()` is -1, EEXIST if the folder is already
  /// watched under another path, which continues to get the events.
  int add(const std::string& folder, bool with_subfolders);
  /// Watches the file that `path` refers to now, for writes under any of its names: those of a
  /// folder's entry are reported only if they use the name in that folder. Ends with the file.
  /// Returns 0, or an error number, as `add` does.
  int add_file(const std::string& path);
  /// Stops watching `folder` and all folders in it.
  void remove_tree(const std::string& folder);

  bool watches(const std::string& folder) const { return descriptors_.contains(folder); }
  /// Whether `folder` was added with its subfolders.
  bool watches_subfolders(const std::string& folder) const;

  /// Called for an event, with the entry's path and the mask of `struct inotify_event`.
  /// The path is empty for IN_Q_OVERFLOW.
  using Handle = std::function<void(const std::string& path, unsigned mask)>;
  /// Passes some of the pending events to `handle`, which may add and remove folders.
  /// Returns false if there are none.
  bool read(const Handle& handle);

 private:
  struct Watched {
    std::string folder;
    bool with_subfolders = false;
  };

  void forget(int descriptor);

  const Descriptor inotify_;
  const unsigned mask_;
  std::unordered_map<int, Watched> watched_;
  /// The paths by which a file was added.
  std::unordered_map<int, std::set<std::string>> files_;
  /// Sorted, so that what is in a folder is adjacent.
  std::map<std::string, int> descriptors_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_FOLDER_EVENTS_H_
