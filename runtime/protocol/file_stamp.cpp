#include "runtime/protocol/file_stamp.h"

#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"

#include <sys/stat.h>

namespace quire {

namespace {

/// The time for bytes that are no longer the file's content: no file has it.
constexpr std::int64_t kNeverModified = -1;

std::int64_t nanoseconds(const timespec& time) { return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec; }

}  // namespace

std::optional<FileStamp> stamp_file(const std::string& path) {
  // Get the time before the bytes: a write in between then shows as a newer time.
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  const Result<std::string> bytes = read_file(path);
  if (!bytes) return std::nullopt;
  return FileStamp{path, bytes->size(), nanoseconds(status.st_mtim), content_hash(*bytes)};
}

FileStamp stamp_bytes(const std::string& path, std::string_view bytes) {
  FileStamp stamp{path, bytes.size(), kNeverModified, content_hash(bytes)};
  const std::optional<FileStamp> now = stamp_file(path);
  if (now && now->hash == stamp.hash) stamp.modified = now->modified;
  return stamp;
}

bool is_unchanged(FileStamp& stamp) {
  struct stat status{};
  if (::stat(stamp.path.c_str(), &status) != 0) return false;
  if (static_cast<std::uint64_t>(status.st_size) != stamp.size) return false;
  if (nanoseconds(status.st_mtim) == stamp.modified) return true;
  const std::optional<FileStamp> now = stamp_file(stamp.path);
  if (!now || now->hash != stamp.hash) return false;
  stamp = *now;
  return true;
}

bool is_as_stamped(const FileStamp& stamp) {
  struct stat status{};
  return ::stat(stamp.path.c_str(), &status) == 0 && static_cast<std::uint64_t>(status.st_size) == stamp.size &&
         nanoseconds(status.st_mtim) == stamp.modified;
}

}  // namespace quire
