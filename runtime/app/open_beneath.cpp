#include "runtime/app/open_beneath.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <utility>

namespace quire {

Descriptor open_root(const std::string& path) {
  return Descriptor(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
}

Descriptor open_beneath(int root, const std::string& path, int flags) {
  static std::atomic<bool> is_missing{false};
  if (!is_missing.load(std::memory_order_relaxed)) {
    open_how how{};
    how.flags = static_cast<std::uint64_t>(flags | O_CLOEXEC);
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    const long opened = ::syscall(SYS_openat2, root, path.c_str(), &how, sizeof how);
    // A filter of system calls may answer with EPERM, which opening for reading does not.
    if (opened >= 0 || (errno != ENOSYS && errno != EPERM)) return Descriptor(static_cast<int>(opened));
    is_missing = errno == ENOSYS;
  }
  return open_step_by_step(root, path, flags);
}

Descriptor open_step_by_step(int root, const std::string& path, int flags) {
  Descriptor folder;
  std::size_t begin = 0;
  for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', begin)) {
    const std::string name = path.substr(begin, slash - begin);
    Descriptor next(::openat(folder ? folder.get() : root, name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    if (!next) return next;
    struct stat status{};
    if (::fstat(next.get(), &status) != 0) return Descriptor();
    if (!S_ISDIR(status.st_mode)) {
      errno = S_ISLNK(status.st_mode) ? ELOOP : ENOTDIR;
      return Descriptor();
    }
    folder = std::move(next);
    begin = slash + 1;
  }
  return Descriptor(::openat(folder ? folder.get() : root, path.c_str() + begin, flags | O_NOFOLLOW | O_CLOEXEC));
}

}  // namespace quire
