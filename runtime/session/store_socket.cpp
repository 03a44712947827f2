#include "runtime/session/store_socket.h"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/time.h>
#include <sys/un.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string>

namespace quire {

namespace {

using std::chrono::milliseconds;

constexpr char kTooSlow[] = "it does not answer in time";

constexpr char kClosed[] = "it has closed the connection";

[[noreturn]] void fail(int error) {
  const bool was_closed = error == EPIPE || error == ECONNRESET;
  throw StoreFailure(was_closed ? kClosed : std::strerror(error), was_closed);
}

ResolvedAddress unix_address(const std::string& path) {
  ResolvedAddress resolved;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  std::memcpy(&resolved.address, &address, sizeof address);
  resolved.size = sizeof address;
  return resolved;
}

/// Returns 0, or the number of the error.
int wait_until_connected(int socket, milliseconds timeout) {
  const auto end = StoreSocket::Clock::now() + timeout;
  pollfd waiting{socket, POLLOUT, 0};
  for (;;) {
    const auto left = std::chrono::ceil<milliseconds>(end - StoreSocket::Clock::now());
    const int count = ::poll(&waiting, 1, static_cast<int>(std::max(left, milliseconds(0)).count()));
    if (count == 0) return ETIMEDOUT;
    if (count > 0) break;
    if (errno != EINTR) return errno;
  }
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

/// Returns no descriptor, with `errno` set, on failure.
Descriptor connect(const ResolvedAddress& to, milliseconds timeout) {
  Descriptor socket(::socket(to.address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) return {};
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&to.address), to.size) != 0) {
    // A Unix socket whose queue is full reports EAGAIN at once.
    if (errno != EINPROGRESS && errno != EINTR) return {};
    errno = wait_until_connected(socket.get(), timeout);
    if (errno != 0) return {};
  }
  const int on = 1;
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  constexpr milliseconds kSecond{1000};
  const timeval limit{timeout / kSecond, (timeout % kSecond).count() * 1000};
  ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  const int flags = ::fcntl(socket.get(), F_GETFL);
  if (flags < 0 || ::fcntl(socket.get(), F_SETFL, flags & ~O_NONBLOCK) != 0) return {};
  return socket;
}

}  // namespace

std::vector<ResolvedAddress> resolve(const StoreAddress& address) {
  if (!address.unix_path.empty()) return {unix_address(address.unix_path)};
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int error = ::getaddrinfo(address.host.c_str(), std::to_string(address.port).c_str(), &hints, &found);
  if (error != 0) throw StoreFailure("its name cannot be resolved: " + std::string(::gai_strerror(error)));
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, &::freeaddrinfo);
  std::vector<ResolvedAddress> addresses;
  for (const addrinfo* each = found; each != nullptr; each = each->ai_next) {
    ResolvedAddress& resolved = addresses.emplace_back();
    resolved.size = each->ai_addrlen;
    std::memcpy(&resolved.address, each->ai_addr, each->ai_addrlen);
  }
  return addresses;
}

StoreSocket::StoreSocket(const std::vector<ResolvedAddress>& addresses, milliseconds timeout) : timeout_(timeout) {
  begin();
  errno = EADDRNOTAVAIL;
  for (const ResolvedAddress& address : addresses) {
    socket_ = connect(address, timeout);
    if (socket_) return;
  }
  if (errno == ETIMEDOUT) throw StoreFailure(kTooSlow);
  fail(errno);
}

void StoreSocket::check_time() const {
  if (Clock::now() >= deadline_) throw StoreFailure(kTooSlow);
}

void StoreSocket::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) {
      check_time();
      continue;
    }
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) throw StoreFailure(kTooSlow);
    if (sent < 0) fail(errno);
    bytes.remove_prefix(static_cast<std::size_t>(sent));
    if (!bytes.empty()) check_time();
  }
}

std::size_t StoreSocket::receive(char* into, std::size_t size) {
  for (;;) {
    // The answer may have come long ago, while another server was waited for.
    const bool may_wait = Clock::now() < deadline_;
    const ssize_t received = ::recv(socket_.get(), into, size, may_wait ? 0 : MSG_DONTWAIT);
    if (received > 0) return static_cast<std::size_t>(received);
    if (received == 0) throw StoreFailure(kClosed, true);
    if (errno == EAGAIN || errno == EWOULDBLOCK) throw StoreFailure(kTooSlow);
    if (errno != EINTR) fail(errno);
  }
}

}  // namespace quire
