#include "runtime/log/log_file.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <vector>

namespace quire {
namespace {

constexpr mode_t kFileMode = 0640;
constexpr mode_t kFolderMode = 0750;
constexpr const char* kStamp = "%Y-%m-%dT%H-%M-%S";
constexpr std::size_t kStampSize = 19;

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1));
}

int open_for_append(const std::string& path) {
  return ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, kFileMode);
}

std::tm local_time(std::time_t time) {
  std::tm parts{};
  ::localtime_r(&time, &parts);
  return parts;
}

bool is_same_day(std::time_t a, std::time_t b) {
  const std::tm one = local_time(a);
  const std::tm other = local_time(b);
  return one.tm_yday == other.tm_yday && one.tm_year == other.tm_year;
}

bool is_regular(int descriptor) {
  struct stat status{};
  return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace

Result<LogFile> LogFile::open(std::string path, Rotation rotation) {
  LogFile file;
  file.path_ = std::move(path);
  file.rotation_ = rotation;
  // If this fails, opening the file says why.
  ::mkdir(folder_of(file.path_).c_str(), kFolderMode);
  file.file_.reset(open_for_append(file.path_));
  if (!file.file_) return Error{"cannot open the log " + file.path_ + ": " + std::strerror(errno), errno};
  file.descriptor_ = file.file_.get();
  file.is_regular_ = is_regular(file.descriptor_);
  return file;
}

LogFile LogFile::of_descriptor(int descriptor) {
  LogFile file;
  file.descriptor_ = descriptor;
  file.is_regular_ = is_regular(descriptor);
  return file;
}

bool LogFile::write(std::string_view lines) {
  if (file_ && is_regular_) {
    follow();
    if (is_due(lines.size())) rotate();
  }
  if (is_torn_) {
    if (!append("\n")) return false;
    is_torn_ = false;
  }
  if (is_regular_) return append(lines);
  // Other processes write to the same pipe, which keeps only this much together.
  while (!lines.empty()) {
    std::size_t size = lines.size();
    if (size > PIPE_BUF) {
      const std::size_t end = lines.substr(0, PIPE_BUF).rfind('\n');
      size = end == lines.npos ? lines.find('\n') + 1 : end + 1;
    }
    if (!append(lines.substr(0, size))) return false;
    lines.remove_prefix(size);
  }
  return true;
}

bool LogFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno == EAGAIN) {
      // Somebody has made standard output non-blocking.
      pollfd wait{descriptor_, POLLOUT, 0};
      ::poll(&wait, 1, -1);
      continue;
    }
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
    is_torn_ = !bytes.empty();
  }
  return true;
}

void LogFile::reopen() {
  if (!file_) return;
  Descriptor again(open_for_append(path_));
  // The old file is better than none.
  if (!again) return;
  file_ = std::move(again);
  descriptor_ = file_.get();
  is_regular_ = is_regular(descriptor_);
  is_torn_ = false;
}

/// Opens the file again if its name leads to another one.
void LogFile::follow() {
  struct stat own{};
  struct stat named{};
  if (::fstat(descriptor_, &own) != 0) return;
  const bool is_there = ::stat(path_.c_str(), &named) == 0;
  if (!is_there || own.st_ino != named.st_ino || own.st_dev != named.st_dev) reopen();
}

bool LogFile::is_due(std::size_t more) const {
  struct stat status{};
  if (::fstat(descriptor_, &status) != 0 || status.st_size == 0) return false;
  if (rotation_.size > 0 && static_cast<std::uint64_t>(status.st_size) + more > rotation_.size) return true;
  return rotation_.daily && !is_same_day(status.st_mtime, std::time(nullptr));
}

void LogFile::rotate() {
  // The lock is on the file that is renamed: whoever gets it later sees that the name has moved on.
  if (::flock(descriptor_, LOCK_EX) != 0) return;
  const int locked = descriptor_;
  struct stat own{};
  struct stat named{};
  const bool is_ours = ::fstat(locked, &own) == 0 && ::stat(path_.c_str(), &named) == 0 && own.st_ino == named.st_ino &&
                       own.st_dev == named.st_dev;
  if (is_ours) {
    if (::rename(path_.c_str(), rotated_name().c_str()) == 0) remove_old();
  }
  ::flock(locked, LOCK_UN);
  reopen();
}

/// With the time of the last line, and in the order of time: after all others, also within a second, or if the
/// clock was set back.
std::string LogFile::rotated_name() const {
  struct stat status{};
  ::fstat(descriptor_, &status);
  const std::tm parts = local_time(status.st_mtime);
  char stamp[32];
  const std::string name = prefix() + std::string(stamp, std::strftime(stamp, sizeof stamp, kStamp, &parts));
  const std::vector<std::string> others = rotated_names();
  if (others.empty() || others.back() < name) return folder_of(path_) + "/" + name;
  const std::string& last = others.back();
  const std::size_t end = prefix().size() + kStampSize;
  const int number = last.size() > end ? std::atoi(last.c_str() + end + 1) + 1 : 1;
  char digits[16];
  std::snprintf(digits, sizeof digits, ".%06d", number);
  return folder_of(path_) + "/" + last.substr(0, end) + digits;
}

std::string LogFile::prefix() const { return path_.substr(path_.rfind('/') + 1) + "."; }

/// The names of renamed files, sorted.
std::vector<std::string> LogFile::rotated_names() const {
  std::vector<std::string> names;
  const std::unique_ptr<DIR, CloseFolder> listing(::opendir(folder_of(path_).c_str()));
  if (!listing) return names;
  const std::string start = prefix();
  while (const dirent* entry = ::readdir(listing.get())) {
    const std::string_view name = entry->d_name;
    // The stamp is recognized by its shape, so that no other file is removed.
    const std::string_view stamp = name.starts_with(start) ? name.substr(start.size()) : std::string_view();
    if (stamp.size() >= kStampSize && stamp[4] == '-' && stamp[10] == 'T' && stamp[13] == '-') names.emplace_back(name);
  }
  std::ranges::sort(names);
  return names;
}

void LogFile::remove_old() const {
  if (rotation_.keep == 0) return;
  std::vector<std::string> names = rotated_names();
  if (names.size() <= rotation_.keep) return;
  names.resize(names.size() - rotation_.keep);
  for (const std::string& name : names) ::unlink((folder_of(path_) + "/" + name).c_str());
}

}  // namespace quire
