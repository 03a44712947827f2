#include "runtime/api/random.h"

#include <sys/random.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>

namespace quire {

Random128 random_128() {
  Random128 octets;
  // Requests of up to 256 bytes are never filled partially.
  while (::getrandom(octets.data(), octets.size(), 0) != static_cast<ssize_t>(octets.size()))
    if (errno != EINTR)
      throw std::runtime_error(std::string("cannot get random numbers from the system: ") + std::strerror(errno));
  return octets;
}

}  // namespace quire
