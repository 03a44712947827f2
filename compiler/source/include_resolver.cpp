#include "compiler/source/include_resolver.h"

#include "runtime/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <boost/filesystem.hpp>

#include <algorithm>
#include <cerrno>
#include <vector>

namespace quire::compiler {
namespace {

namespace fs = boost::filesystem;

/// Appends the parts of `path`; returns false if `..` leaves the root.
bool append_parts(std::vector<std::string_view>& parts, std::string_view path) {
  while (!path.empty()) {
    const std::string_view part = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(part.size() + 1, path.size()));
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else {
      if (parts.empty()) return false;
      parts.pop_back();
    }
  }
  return true;
}

bool is_inside(const std::string& path, std::string root) {
  if (!root.ends_with('/')) root += '/';
  return path.starts_with(root);
}

ReadStatus status_of(const boost::system::error_code& error) {
  namespace errc = boost::system::errc;
  const bool missing =
      error == errc::no_such_file_or_directory || error == errc::not_a_directory || error == errc::filename_too_long;
  return missing ? ReadStatus::kMissing : ReadStatus::kUnreadable;
}

void read_whole(const std::string& path, SiteFile& file) {
  struct stat status{};
  const Result<Descriptor> opened = open_file(path, status, O_NOFOLLOW);
  const int error = opened ? 0 : opened.error().code;
  // Opening a socket fails with ENXIO.
  if (error == EISDIR || error == ENXIO) file.status = ReadStatus::kNotAFile;
  else if (error != 0) file.status = ReadStatus::kUnreadable;
  else if (static_cast<std::size_t>(status.st_size) > IncludeResolver::kMaxBytes) file.status = ReadStatus::kTooLarge;
  // If the file is truncated while it is read, this reads what is left of it.
  else if (!read_to_end(opened->get(), file.bytes, static_cast<std::size_t>(status.st_size)))
    file.status = ReadStatus::kUnreadable;
  else file.status = file.bytes.size() > IncludeResolver::kMaxBytes ? ReadStatus::kTooLarge : ReadStatus::kRead;
  // Taken before reading: a write in between results in a newer time.
  file.modified = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
}

}  // namespace

IncludeResolver::IncludeResolver(std::string root) : root_(std::move(root)) {
  while (root_.size() > 1 && root_.ends_with('/')) root_.pop_back();
}

SiteFile IncludeResolver::resolve(std::string_view includer, std::string_view file) const {
  std::vector<std::string_view> parts;
  const std::string_view folder = includer.substr(0, includer.rfind('/') + 1);
  if (!file.starts_with('/')) append_parts(parts, folder);
  if (!append_parts(parts, file)) {
    const std::size_t first = std::min(file.find_first_not_of('/'), file.size());
    return {ReadStatus::kOutsideRoot, std::string(file.substr(first))};
  }
  SiteFile found;
  for (const std::string_view part : parts) {
    if (!found.name.empty()) found.name += '/';
    found.name += part;
  }
  if (root_.empty()) return found;
  found.path = root_;
  if (!found.path.ends_with('/')) found.path += '/';
  found.path += found.name;
  return found;
}

void IncludeResolver::read(SiteFile& file) const {
  if (file.status == ReadStatus::kOutsideRoot) return;
  file.status = ReadStatus::kMissing;
  // The system would end the path at a NUL.
  if (root_.empty() || file.name.empty() || file.name.find('\0') != std::string::npos) return;
  boost::system::error_code error;
  const fs::path real = fs::canonical(file.path, error);
  if (error) {
    file.status = status_of(error);
    return;
  }
  const fs::path real_root = fs::canonical(root_, error);
  if (error || !is_inside(real.string(), real_root.string())) {
    file.status = ReadStatus::kOutsideRoot;
    return;
  }
  read_whole(real.string(), file);
}

std::vector<std::string> IncludeResolver::list(std::string_view folder) const {
  std::vector<std::string> names;
  const SiteFile found = resolve("", folder);
  if (found.path.empty()) return names;
  boost::system::error_code error;
  for (fs::directory_iterator entry(found.path, error), end; !error && entry != end; entry.increment(error))
    names.push_back(entry->path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace quire::compiler
