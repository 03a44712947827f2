#ifndef QUIRE_RUNTIME_NET_ENDPOINT_H_
#define QUIRE_RUNTIME_NET_ENDPOINT_H_

#include "runtime/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace quire::net {

/// One end of a connection.
struct Endpoint {
  /// Without brackets. IPv4 clients of an IPv6 socket have IPv4 addresses. Of a Unix socket, `unix:` and its path,
  /// which clients do not have.
  std::string address;
  std::uint16_t port = 0;

  /// As in a URL: IPv6 addresses in brackets. Unix sockets have no port.
  std::string text() const;
};

/// The local and the remote end of a socket; empty if unknown.
Endpoint local_endpoint(int socket);
Endpoint remote_endpoint(int socket);

/// Creates a listening socket, non-blocking and close-on-exec, which the caller must
/// close. Errors are messages for the user at the terminal.
///
/// `address` is numeric or a name, such as `127.0.0.1`, `::1`, `[::1]` or `localhost`;
/// empty or `*` means all addresses of the machine, IPv4 and IPv6. Port 0 means any
/// free port, which `local_endpoint` returns.
Result<int> open_listener(std::string_view address, std::uint16_t port);

/// Creates a listening Unix socket in the file system, in place of one that nobody listens on any more. `mode` are the
/// permissions of the file; a client needs that to write.
Result<int> open_unix_listener(const std::string& path, unsigned mode);

/// Takes over a listening socket inherited from another process, and makes it
/// non-blocking and close-on-exec.
Result<int> adopt_listener(int fd);

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_ENDPOINT_H_
