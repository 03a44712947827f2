#include "runtime/protocol/file_stamp.h"

#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"
#include "runtime/protocol/json_member.h"

#include <sys/stat.h>

namespace quire {

namespace {

/// The time of bytes that are no longer the file's: equal to no file's time.
constexpr std::int64_t kNeverModified = -1;

std::int64_t nanoseconds(const timespec& time) { return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec; }

}  // namespace

std::optional<FileStamp> stamp_file(const std::string& path) {
  // The time is taken before the bytes: a write in between shows as a newer time.
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

boost::json::object to_json(const FileStamp& stamp) {
  return {{"path", stamp.path}, {"size", stamp.size}, {"modified", stamp.modified}, {"hash", stamp.hash}};
}

FileStamp stamp_from_json(const boost::json::object& object) {
  return {text_member(object, "path"), number_member<std::uint64_t>(object, "size"),
          number_member<std::int64_t>(object, "modified"), text_member(object, "hash")};
}

boost::json::array stamps_to_json(const std::vector<FileStamp>& stamps) {
  boost::json::array list;
  for (const FileStamp& stamp : stamps) list.push_back(to_json(stamp));
  return list;
}

std::vector<FileStamp> stamps_from_json(const boost::json::array& list) {
  std::vector<FileStamp> stamps;
  for (const boost::json::value& stamp : list) stamps.push_back(stamp_from_json(stamp.as_object()));
  return stamps;
}

}  // namespace quire
