#ifndef QUIRE_RUNTIME_RELOAD_FOLDER_EVENTS_H_
#define QUIRE_RUNTIME_RELOAD_FOLDER_EVENTS_H_

#include "runtime/base/descriptor.h"

#include <functional>
#include <map>
#include <string>
#include <unordered_map>

namespace quire {

/// What inotify(7) tells of the entries of some folders, by their paths. Not
/// thread-safe.
class FolderEvents {
 public:
  FolderEvents();
  FolderEvents(const FolderEvents&) = delete;
  FolderEvents& operator=(const FolderEvents&) = delete;

  /// Readable when there are events; -1 when the system has none to give, and
  /// then every folder is refused.
  int descriptor() const { return inotify_.get(); }

  /// Watches the entries of `folder`. Returns 0, or an error number: ENOSPC
  /// past the system's limit, EMFILE when `descriptor()` is -1, EEXIST when the
  /// folder is being watched under another path, which keeps its events.
  int add(const std::string& folder, bool with_subfolders);
  /// Lets go of `folder` and of all below it.
  void remove_tree(const std::string& folder);

  bool watches(const std::string& folder) const { return descriptors_.contains(folder); }
  /// Whether `folder` was added with its subfolders.
  bool watches_subfolders(const std::string& folder) const;

  /// Told of one event: the entry's path and `struct inotify_event`'s mask.
  /// The path is empty for one that is no entry's, as IN_Q_OVERFLOW.
  using Handle = std::function<void(const std::string& path, unsigned mask)>;
  /// Hands over some of the events that are there; false when there are none.
  /// `handle` may add and remove folders.
  bool read(const Handle& handle);

 private:
  struct Watched {
    std::string folder;
    bool with_subfolders = false;
  };

  void forget(int descriptor);

  const Descriptor inotify_;
  std::unordered_map<int, Watched> watched_;
  /// Sorted: what is below a folder stands together.
  std::map<std::string, int> descriptors_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_FOLDER_EVENTS_H_
