#include "runtime/process/work_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <boost/filesystem.hpp>

#include <cerrno>
#include <string_view>
#include <utility>

namespace quire {

namespace {

constexpr const char* kName = "paged.lock";

/// Describes the holder of the lock by its process id, if that has been written.
std::string holder_of(int descriptor) {
  char digits[16];
  const ssize_t size = ::pread(descriptor, digits, sizeof digits, 0);
  const std::string_view text(digits, size > 0 ? static_cast<std::size_t>(size) : 0);
  const std::string_view pid = text.substr(0, text.find_first_not_of("0123456789"));
  return pid.empty() ? "another process" : "another paged (process " + std::string(pid) + ")";
}

void write_holder(int descriptor) {
  const std::string pid = std::to_string(::getpid()) + "\n";
  // If the disk is full, only the error message of the other process is less precise.
  if (::ftruncate(descriptor, 0) == 0) [[maybe_unused]]
    const ssize_t written = ::pwrite(descriptor, pid.data(), pid.size(), 0);
}

}  // namespace

Result<WorkLock> WorkLock::take(const std::string& folder) {
  boost::system::error_code error;
  boost::filesystem::create_directories(folder, error);
  Descriptor file(::open((folder + "/" + kName).c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644));
  if (file && ::flock(file.get(), LOCK_EX | LOCK_NB) == 0) write_holder(file.get());
  else if (file && errno == EWOULDBLOCK)
    return Error{"the work folder " + folder + " is in use by " + holder_of(file.get()), EWOULDBLOCK};
  return WorkLock(std::move(file));
}

}  // namespace quire
