#ifndef QUIRE_RUNTIME_NET_ENDPOINT_H_
#define QUIRE_RUNTIME_NET_ENDPOINT_H_

#include <cstdint>
#include <string>

namespace quire::net {

/// One end of a connection.
struct Endpoint {
  /// Without brackets. IPv4 clients of an IPv6 socket have IPv4 addresses.
  std::string address;
  std::uint16_t port = 0;

  /// As in a URL: IPv6 addresses in brackets.
  std::string text() const;
};

/// The local and the remote end of a socket; empty if unknown.
Endpoint local_endpoint(int socket);
Endpoint remote_endpoint(int socket);

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_ENDPOINT_H_
