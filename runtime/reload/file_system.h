#ifndef QUIRE_RUNTIME_RELOAD_FILE_SYSTEM_H_
#define QUIRE_RUNTIME_RELOAD_FILE_SYSTEM_H_

#include "runtime/base/file.h"

#include <cstdint>
#include <string>

namespace quire {

/// The metadata of a regular file. If it is equal, the content is the same, as far as can
/// be determined without reading it. Besides size and time, it includes the inode, which
/// changes if another file is renamed into place, and the time of the last change of any
/// kind, which programs cannot set.
struct FileStatus {
  /// False also if it is not a regular file.
  bool exists = false;
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t size = 0;
  /// Nanoseconds since 1970.
  std::int64_t modified = 0;
  std::int64_t changed = 0;

  bool operator==(const FileStatus&) const = default;
  bool is_empty() const { return exists && size == 0; }
};

/// Follows symbolic links.
FileStatus status_of(const std::string& path);
/// The file `name` in the open folder `folder`.
FileStatus status_of(int folder, const char* name);

/// The name of the file system of `path` if other machines or mounts may change its files
/// without inotify reporting it; null if inotify reports everything, or `path` does not
/// exist.
const char* remote_file_system(const std::string& path);

/// `path` without its last part: `/a` for `/a/b`, `/` for `/a`.
std::string folder_of(const std::string& path);

/// Whether the way from `root` to `path`, which is relative to it and starts with a slash,
/// enters the same folder twice, because of a symbolic link to an enclosing folder. Such
/// paths can be arbitrarily long, and each would be another name of the same file.
bool is_in_loop(const std::string& root, const std::string& path);

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_FILE_SYSTEM_H_
