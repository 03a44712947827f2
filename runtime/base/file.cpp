#include "runtime/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace quire {

namespace {

/// Separates the path and the process id of the writer in the name of a temporary file.
constexpr std::string_view kTemporarySign = ".tmp";

Error cannot_read(const std::string& path, int error) {
  return {"cannot read " + path + ": " + std::strerror(error), error};
}

[[noreturn]] void refuse(const char* what, const std::string& path) {
  throw std::runtime_error(std::string(what) + " " + path + ": " + std::strerror(errno));
}

}  // namespace

Result<Descriptor> open_file(const std::string& path, struct stat& status, int flags) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags));
  if (!file || ::fstat(file.get(), &status) != 0) return cannot_read(path, errno);
  if (!S_ISREG(status.st_mode)) return cannot_read(path, EISDIR);
  return file;
}

Result<std::string> read_file(const std::string& path) {
  struct stat status{};
  const Result<Descriptor> file = open_file(path, status);
  if (!file) return file.error();
  const auto size = static_cast<std::size_t>(status.st_size);
  std::string bytes;
  if (!read_to_end(file->get(), bytes, size)) return cannot_read(path, errno);
  if (bytes.size() < size) return Error{"cannot read " + path + ": it was truncated while it was being read", EIO};
  return bytes;
}

std::string temporary_beside(const std::string& path) {
  return path + std::string(kTemporarySign) + std::to_string(::getpid());
}

bool is_abandoned(const std::string& name) {
  const std::size_t sign = name.rfind(kTemporarySign);
  if (sign == std::string::npos) return false;
  const long writer = std::strtol(name.c_str() + sign + kTemporarySign.size(), nullptr, 10);
  return writer > 0 && ::kill(static_cast<pid_t>(writer), 0) != 0 && errno == ESRCH;
}

NewFile::NewFile(std::string path)
    : path_(std::move(path)),
      temporary_(temporary_beside(path_)),
      file_(::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)) {
  if (!file_) refuse("cannot write", path_);
}

NewFile::~NewFile() {
  if (file_) ::unlink(temporary_.c_str());
}

void NewFile::commit() {
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) refuse("cannot replace", path_);
  file_.reset();
}

void write_file(const std::string& path, std::string_view bytes) {
  NewFile file(path);
  if (!write_all(file.descriptor(), bytes)) refuse("cannot write", path);
  file.commit();
}

bool is_within(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) &&
         (path.size() == folder.size() || path[folder.size()] == '/' || folder.ends_with('/'));
}

std::string real_path(const std::string& path) {
  char real[PATH_MAX];
  return ::realpath(path.c_str(), real) == nullptr ? path : real;
}

}  // namespace quire
