#include "runtime/base/descriptor.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace quire {

namespace {

/// Repeats `put` until it has taken all bytes.
template <typename Put>
bool put_all(std::string_view bytes, const Put& put) {
  while (!bytes.empty()) {
    const ssize_t count = put(bytes);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

void Descriptor::reset(int number) {
  const int old = std::exchange(number_, number);
  if (old < 0) return;
  const int error = errno;
  ::close(old);
  errno = error;
}

Result<SocketPair> socket_pair(int type) {
  int ends[2];
  if (::socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends) != 0)
    return Error{std::string("cannot create a pair of sockets: ") + std::strerror(errno), errno};
  return SocketPair{Descriptor(ends[0]), Descriptor(ends[1])};
}

Result<SocketPair> socket_pair() { return socket_pair(SOCK_STREAM); }

bool read_to_end(int descriptor, std::string& bytes, std::size_t expected) {
  constexpr std::size_t kBlock = 65536;
  std::size_t size = bytes.size();
  // One more than expected: the read that finds the end needs room, too.
  std::size_t room = expected > 0 ? expected + 1 : kBlock;
  for (;;) {
    if (bytes.size() < size + room) bytes.resize(size + room);
    const ssize_t got = ::read(descriptor, bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      bytes.resize(size);
      return got == 0;
    }
    size += static_cast<std::size_t>(got);
    room = size < bytes.size() ? bytes.size() - size : std::max(kBlock, size / 2);
  }
}

bool write_all(int descriptor, std::string_view bytes) {
  return put_all(bytes, [&](std::string_view rest) { return ::write(descriptor, rest.data(), rest.size()); });
}

bool send_all(int socket, std::string_view bytes) {
  return put_all(bytes, [&](std::string_view rest) { return ::send(socket, rest.data(), rest.size(), MSG_NOSIGNAL); });
}

}  // namespace quire
