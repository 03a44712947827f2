#include "runtime/net/endpoint.h"

#include "runtime/base/descriptor.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

namespace quire::net {
namespace {

constexpr std::string_view kUnix = "unix:";

Endpoint endpoint_of(const sockaddr_storage& address) {
  if (address.ss_family == AF_UNIX)
    return {std::string(kUnix) + reinterpret_cast<const sockaddr_un&>(address).sun_path, 0};
  char text[INET6_ADDRSTRLEN] = "";
  if (address.ss_family == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
    inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
    return {text, ntohs(v4.sin_port)};
  }
  if (address.ss_family != AF_INET6) return {};
  const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
  if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr)) inet_ntop(AF_INET, v6.sin6_addr.s6_addr + 12, text, sizeof text);
  else inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
  return {text, ntohs(v6.sin6_port)};
}

constexpr int kBacklog = 1024;

using AddressList = std::unique_ptr<addrinfo, void (*)(addrinfo*)>;

std::string describe(int error, const std::string& address, std::uint16_t port) {
  const std::string failure = "cannot listen on " + address + ", port " + std::to_string(port) + ": ";
  switch (error) {
    case EADDRINUSE:
      return failure + "the port is in use; choose another with --port";
    case EACCES:
      return failure + "ports below 1024 require root privileges; choose another with --port";
    case EADDRNOTAVAIL:
      return failure + "this machine does not have this address; choose another with --address";
    default:
      return failure + std::strerror(error);
  }
}

/// Returns an empty descriptor, with `errno` set, on failure.
Descriptor listen_on(const addrinfo& info, bool every_address) {
  Descriptor fd(socket(info.ai_family, info.ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, info.ai_protocol));
  if (!fd) return fd;
  const int on = 1;
  const int v6_only = every_address ? 0 : 1;
  setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (info.ai_family == AF_INET6) setsockopt(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, &v6_only, sizeof v6_only);
  if (bind(fd.get(), info.ai_addr, info.ai_addrlen) != 0 || listen(fd.get(), kBacklog) != 0) fd.reset();
  return fd;
}

}  // namespace

std::string Endpoint::text() const {
  if (address.starts_with(kUnix)) return address;
  const bool is_v6 = address.find(':') != address.npos;
  return (is_v6 ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

Endpoint local_endpoint(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
  return endpoint_of(address);
}

Endpoint remote_endpoint(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (getpeername(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
  return endpoint_of(address);
}

Result<int> open_listener(std::string_view address, std::uint16_t port) {
  const bool every_address = address.empty() || address == "*";
  std::string host(address);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  int error = 0;
  // A machine without IPv6 still has IPv4.
  const std::vector<std::string> hosts = every_address ? std::vector<std::string>{"::", "0.0.0.0"} : std::vector{host};
  for (const std::string& each : hosts) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const int code = getaddrinfo(each.c_str(), std::to_string(port).c_str(), &hints, &found);
    if (code != 0) return Error{"cannot listen on " + each + ": " + gai_strerror(code)};
    const AddressList addresses(found, freeaddrinfo);
    for (const addrinfo* info = addresses.get(); info; info = info->ai_next) {
      if (Descriptor fd = listen_on(*info, every_address)) return fd.release();
      error = errno;
    }
    if (error != EAFNOSUPPORT && error != EADDRNOTAVAIL) break;
  }
  return Error{describe(error, every_address ? "all addresses" : host, port), error};
}

Result<int> open_unix_listener(const std::string& path, unsigned mode) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const auto failure = [&](const char* why) { return Error{"cannot listen on unix:" + path + ": " + why, errno}; };
  if (path.empty() || path.size() >= sizeof address.sun_path) {
    errno = ENAMETOOLONG;
    return failure("the path must have 1 to 107 characters");
  }
  path.copy(address.sun_path, path.size());
  const auto* const name = reinterpret_cast<const sockaddr*>(&address);
  Descriptor fd(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fd) return failure(std::strerror(errno));
  int bound = bind(fd.get(), name, sizeof address);
  if (bound != 0 && errno == EADDRINUSE) {
    struct stat status{};
    const bool is_socket = lstat(path.c_str(), &status) == 0 && S_ISSOCK(status.st_mode);
    const Descriptor probe(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const bool is_abandoned =
        is_socket && probe && connect(probe.get(), name, sizeof address) != 0 && errno == ECONNREFUSED;
    if (!is_abandoned) return failure("another process listens on it, or it is not a socket");
    unlink(path.c_str());
    bound = bind(fd.get(), name, sizeof address);
  }
  // Nobody can connect before `listen`.
  if (bound != 0 || chmod(path.c_str(), mode) != 0 || listen(fd.get(), kBacklog) != 0)
    return failure(std::strerror(errno));
  return fd.release();
}

Result<int> adopt_listener(int fd) {
  int listening = 0;
  socklen_t size = sizeof listening;
  if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) != 0 || !listening)
    return Error{"file descriptor " + std::to_string(fd) + " is not a listening socket", errno};
  fcntl(fd, F_SETFD, FD_CLOEXEC);
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
  return fd;
}

}  // namespace quire::net
