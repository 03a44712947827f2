#include "compiler/build/file_stamp.h"

#include "compiler/emit/hash.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <boost/json.hpp>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace quire::compiler {

namespace {

/// The time of bytes that are no longer the file's: equal to no file's time.
constexpr std::int64_t kNeverModified = -1;

/// A descriptor that is closed when it goes.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

std::int64_t nanoseconds(const timespec& time) { return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec; }

std::optional<std::string> read_all(int descriptor) {
  std::string bytes;
  char block[65536];
  for (;;) {
    const ssize_t got = ::read(descriptor, block, sizeof block);
    if (got == 0) return bytes;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    bytes.append(block, static_cast<std::size_t>(got));
  }
}

void write_all(int descriptor, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) throw std::runtime_error("cannot write " + path + ": " + std::strerror(errno));
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
}

}  // namespace

std::optional<FileStamp> stamp_file(const std::string& path) {
  // The time is taken before the bytes: a write in between shows as a newer time.
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  const std::optional<std::string> bytes = read_file(path);
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

boost::json::object to_json(const FileStamp& stamp) {
  return {{"path", stamp.path}, {"size", stamp.size}, {"modified", stamp.modified}, {"hash", stamp.hash}};
}

FileStamp stamp_from_json(const boost::json::object& object) {
  return {boost::json::value_to<std::string>(object.at("path")), object.at("size").to_number<std::uint64_t>(),
          object.at("modified").to_number<std::int64_t>(), boost::json::value_to<std::string>(object.at("hash"))};
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

std::optional<std::string> read_file(const std::string& path) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status{};
  if (file.get() < 0 || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return read_all(file.get());
}

void write_file(const std::string& path, std::string_view bytes) {
  const std::string temporary = path + std::string(kTemporarySign) + std::to_string(::getpid());
  try {
    const File file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (file.get() < 0) throw std::runtime_error("cannot write " + path + ": " + std::strerror(errno));
    write_all(file.get(), bytes, path);
    if (::rename(temporary.c_str(), path.c_str()) != 0)
      throw std::runtime_error("cannot replace " + path + ": " + std::strerror(errno));
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
}

}  // namespace quire::compiler
