#ifndef QUIRE_RUNTIME_RELOAD_FILE_SYSTEM_H_
#define QUIRE_RUNTIME_RELOAD_FILE_SYSTEM_H_

#include <cstdint>
#include <string>

namespace quire {

/// What the system says of a regular file. Two that are equal stand for one
/// content, as far as can be told without reading it: beside size and time they
/// compare the file's number, which a file that is renamed into place brings
/// along, and the time of the last change of any kind, which nobody can set.
struct FileStatus {
  /// False for what is no regular file too.
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
/// `name` within the open folder `folder`.
FileStatus status_of(int folder, const char* name);

/// The name of the file system that holds `path` when other machines, or other
/// mounts of it, may change its files and inotify says nothing of that; null
/// when inotify tells everything, or `path` is missing.
const char* remote_file_system(const std::string& path);

/// `path` without its last part: `/a` of `/a/b`, `/` of `/a`.
std::string folder_of(const std::string& path);
/// Whether `path` is `folder`, or in it at any depth.
bool is_within(const std::string& path, const std::string& folder);
/// `path` without symbolic links; itself when it does not lead anywhere.
std::string real_path(const std::string& path);

/// Whether the way from `root` to `path`, which is relative to it and starts
/// with a slash, enters one folder twice, as links that lead back make it.
/// Such ways have no end, and each would be another name of the same file.
bool is_in_loop(const std::string& root, const std::string& path);

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_FILE_SYSTEM_H_
