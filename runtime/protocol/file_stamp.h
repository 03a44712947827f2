#ifndef QUIRE_RUNTIME_PROTOCOL_FILE_STAMP_H_
#define QUIRE_RUNTIME_PROTOCOL_FILE_STAMP_H_

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// The state of a file when something was built from it. Whether it has changed is decided by its
/// content: by size and time if they are still the same, otherwise by the hash; never by which of
/// two files is newer.
struct FileStamp {
  std::string path;
  std::uint64_t size = 0;
  /// Nanoseconds since 1970.
  std::int64_t modified = 0;
  std::string hash;
};
BOOST_DESCRIBE_STRUCT(FileStamp, (), (path, size, modified, hash))

/// Returns nullopt if the file cannot be read.
std::optional<FileStamp> stamp_file(const std::string& path);
/// The stamp of bytes that were read from `path` earlier. If the file's content has changed since
/// then, `is_unchanged` is false for the stamp.
FileStamp stamp_bytes(const std::string& path, std::string_view bytes);
/// Whether the file still has the same content. Updates the time in the stamp if the file was only
/// touched.
bool is_unchanged(FileStamp& stamp);
/// Whether the file still has the same size and time: cheap enough to be asked often.
bool is_as_stamped(const FileStamp& stamp);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_FILE_STAMP_H_
