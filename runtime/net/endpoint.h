#ifndef QUIRE_RUNTIME_NET_ENDPOINT_H_
#define QUIRE_RUNTIME_NET_ENDPOINT_H_

#include <cstdint>
#include <string>

namespace quire::net {

/// One end of a connection.
struct Endpoint {
  /// Without brackets; an IPv4 client of an IPv6 socket reads as IPv4.
  std::string address;
  std::uint16_t port = 0;

  /// As in a URL: IPv6 addresses in brackets.
  std::string text() const;
};

/// The socket's own end, and the other; empty when they cannot be told.
Endpoint local_endpoint(int socket);
Endpoint remote_endpoint(int socket);

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_ENDPOINT_H_
