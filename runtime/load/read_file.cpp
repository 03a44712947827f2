#include "runtime/load/read_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace quire {

Result<std::string> read_file(const std::string& path) {
  // Not to wait for the writer of a pipe.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status{};
  if (descriptor < 0 || ::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    const int error = descriptor < 0 ? errno : EISDIR;
    if (descriptor >= 0) ::close(descriptor);
    return Error{"cannot read " + path + ": " + std::strerror(error), error};
  }
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  const ssize_t got = ::read(descriptor, bytes.data(), bytes.size());
  ::close(descriptor);
  bytes.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
  return bytes;
}

}  // namespace quire
