#include "runtime/process/work_lock.h"

#include "runtime/base/content_hash.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <boost/filesystem.hpp>

#include <cerrno>
#include <cstddef>
#include <cstring>
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

/// An abstract address that stands for the folder. Each user has its own, so that no other user's server is
/// in the way of ours.
struct FolderAddress {
  explicit FolderAddress(const std::string& folder) {
    boost::system::error_code error;
    const std::string path = boost::filesystem::canonical(folder, error).string();
    const std::string name = "quire-work-" + std::to_string(::geteuid()) + "-" + content_hash(path);
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path + 1, name.data(), name.size());
    size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
  }
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&address); }

  sockaddr_un address{};
  socklen_t size = 0;
};

/// The process that has the name; 0 if it is another user's, who only means to be in the way, or if it is gone.
pid_t holder_of(const FolderAddress& address) {
  const Descriptor probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (::connect(probe.get(), address.get(), address.size) != 0) return errno == EAGAIN ? -1 : 0;
  ucred holder{};
  socklen_t size = sizeof holder;
  if (::getsockopt(probe.get(), SOL_SOCKET, SO_PEERCRED, &holder, &size) != 0) return -1;
  return holder.uid == ::geteuid() || holder.uid == 0 ? holder.pid : 0;
}

Error in_use(const std::string& folder, const std::string& holder) {
  return {"the work folder " + folder + " is in use by " + holder, EWOULDBLOCK};
}

}  // namespace

Result<WorkLock> WorkLock::take(const std::string& folder) {
  boost::system::error_code error;
  boost::filesystem::create_directories(folder, error);
  Descriptor file(::open((folder + "/" + kName).c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644));
  if (!file) return WorkLock({}, {});
  const bool is_locked = ::flock(file.get(), LOCK_EX | LOCK_NB) == 0;
  if (!is_locked && errno == EWOULDBLOCK) return in_use(folder, holder_of(file.get()));
  const FolderAddress address(folder);
  Descriptor name(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (::bind(name.get(), address.get(), address.size) != 0) {
    if (const pid_t holder = errno == EADDRINUSE ? holder_of(address) : 0; holder != 0)
      return in_use(folder, holder < 0 ? "another process"
                                       : "another paged (process " + std::to_string(holder) +
                                             "), which had locked it before it was deleted");
    name.reset();
  } else {
    // So that others can ask whose it is.
    ::listen(name.get(), 1);
  }
  if (is_locked) write_holder(file.get());
  return WorkLock(std::move(file), std::move(name));
}

}  // namespace quire
