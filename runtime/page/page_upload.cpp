#include "runtime/page/page_upload.h"

#include "runtime/base/descriptor.h"
#include "runtime/base/file.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <system_error>

namespace quire {

namespace {

[[noreturn]] void fail(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

/// Not in use by another thread.
std::string name_beside(const std::string& path) {
  static std::atomic<unsigned> count{0};
  return temporary_beside(path + "." + std::to_string(++count));
}

/// Returns false with `errno` set.
bool store(const std::string& path, std::string_view bytes) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  return file && write_all(file.get(), bytes);
}

}  // namespace

std::string PageUpload::path() const {
  const int file = file_.content.file();
  if (file < 0) fail(errno, "cannot write the upload to a temporary file");
  return "/proc/self/fd/" + std::to_string(file);
}

void PageUpload::move_to(const std::string& to) const {
  const std::string beside = name_beside(to);
  // The temporary file has no name, and can get any on its own file system.
  const bool is_linked = file_.content.is_on_disk() &&
                         ::linkat(AT_FDCWD, path().c_str(), AT_FDCWD, beside.c_str(), AT_SYMLINK_FOLLOW) == 0;
  const bool is_there = (is_linked || store(beside, bytes())) && ::rename(beside.c_str(), to.c_str()) == 0;
  if (is_there) return;
  const int error = errno;
  ::unlink(beside.c_str());
  fail(error, "cannot move the upload to " + to);
}

}  // namespace quire
