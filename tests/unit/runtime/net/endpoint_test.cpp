#include "runtime/net/endpoint.h"

#include <catch2/catch.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace quire::net {
namespace {

/// A listening socket on a free port of `address`, or -1.
int listening(const char* address, bool v6_only) {
  const int socket = ::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int only = v6_only ? 1 : 0;
  sockaddr_in6 name{};
  name.sin6_family = AF_INET6;
  ::inet_pton(AF_INET6, address, &name.sin6_addr);
  ::setsockopt(socket, IPPROTO_IPV6, IPV6_V6ONLY, &only, sizeof only);
  if (::bind(socket, reinterpret_cast<const sockaddr*>(&name), sizeof name) == 0 && ::listen(socket, 1) == 0)
    return socket;
  ::close(socket);
  return -1;
}

TEST_CASE("an address of IPv6 stands in brackets, as in a URL") {
  CHECK(Endpoint{"127.0.0.1", 80}.text() == "127.0.0.1:80");
  CHECK(Endpoint{"::1", 8080}.text() == "[::1]:8080");
}

TEST_CASE("a client of IPv4 reads as one on a socket of both") {
  const int server = listening("::", false);
  // Some machines have no IPv6.
  if (server < 0) return;
  const Endpoint bound = local_endpoint(server);
  CHECK(bound.address == "::");
  CHECK(bound.port != 0);
  const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in name{};
  name.sin_family = AF_INET;
  name.sin_port = htons(bound.port);
  ::inet_pton(AF_INET, "127.0.0.1", &name.sin_addr);
  REQUIRE(::connect(client, reinterpret_cast<const sockaddr*>(&name), sizeof name) == 0);
  const int accepted = ::accept(server, nullptr, nullptr);
  CHECK(remote_endpoint(accepted).address == "127.0.0.1");
  CHECK(remote_endpoint(accepted).port == local_endpoint(client).port);
  CHECK(local_endpoint(accepted).text() == "127.0.0.1:" + std::to_string(bound.port));
  for (const int socket : {accepted, client, server}) ::close(socket);
}

TEST_CASE("what is no socket, or has no other end, has no address") {
  CHECK(local_endpoint(-1).address.empty());
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  CHECK(remote_endpoint(socket).address.empty());
  ::close(socket);
}

}  // namespace
}  // namespace quire::net
