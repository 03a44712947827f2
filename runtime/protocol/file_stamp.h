#ifndef QUIRE_RUNTIME_PROTOCOL_FILE_STAMP_H_
#define QUIRE_RUNTIME_PROTOCOL_FILE_STAMP_H_

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// A file as it was when something was made of it. Staleness is decided by
/// content: by size and time where they still agree, else by the hash; never
/// by which of two files is newer.
struct FileStamp {
  std::string path;
  std::uint64_t size = 0;
  /// Nanoseconds since 1970.
  std::int64_t modified = 0;
  std::string hash;
};
BOOST_DESCRIBE_STRUCT(FileStamp, (), (path, size, modified, hash))

/// Nothing when the file cannot be read.
std::optional<FileStamp> stamp_file(const std::string& path);
/// The stamp of bytes that were read from `path` a while ago. When the file has
/// others by now, the stamp is one that `is_unchanged` finds changed.
FileStamp stamp_bytes(const std::string& path, std::string_view bytes);
/// Whether the file still has that content. Refreshes the times of a file that
/// was merely touched.
bool is_unchanged(FileStamp& stamp);
/// Whether the file still has that size and time: what can be asked often.
bool is_as_stamped(const FileStamp& stamp);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_FILE_STAMP_H_
