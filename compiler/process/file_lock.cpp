#include "compiler/process/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace quire::compiler {

FileLock::FileLock(const std::string& path) : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {
  if (!file_) throw std::runtime_error("cannot write " + path + ": " + std::strerror(errno));
  while (::flock(file_.get(), LOCK_EX) != 0 && errno == EINTR) {
  }
}

}  // namespace quire::compiler
