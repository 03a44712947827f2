#include "runtime/net/endpoint.h"

#include "runtime/base/descriptor.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

#include <arpa/inet.h>
#include <fcntl.h>
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

TEST_CASE("listener takes a free port") {
  const Result<int> fd = open_listener("127.0.0.1", 0);
  REQUIRE(fd);
  const Endpoint end = local_endpoint(*fd);
  CHECK(end.address == "127.0.0.1");
  CHECK(end.port != 0);
  CHECK(end.text() == "127.0.0.1:" + std::to_string(end.port));
  CHECK((fcntl(*fd, F_GETFD) & FD_CLOEXEC) != 0);

  const Result<int> second = open_listener("127.0.0.1", end.port);
  REQUIRE_FALSE(second);
  CHECK(second.error().sentence == "cannot listen on 127.0.0.1, port " + std::to_string(end.port) +
                                       ": the port is in use; choose another with --port");
  close(*fd);
}

TEST_CASE("listener takes every address") {
  for (const char* address : {"", "*", "localhost", "0.0.0.0"}) {
    CAPTURE(address);
    const Result<int> fd = open_listener(address, 0);
    REQUIRE(fd);
    close(*fd);
  }
}

TEST_CASE("listener takes IPv6 where the machine has it") {
  const Result<int> fd = open_listener("[::1]", 0);
  if (!fd) {
    WARN("skipped: " + fd.error().sentence);
    return;
  }
  CHECK(local_endpoint(*fd).text().starts_with("[::1]:"));
  close(*fd);
}

TEST_CASE("listener says what is wrong") {
  const Result<int> foreign = open_listener("192.0.2.1", 0);
  REQUIRE_FALSE(foreign);
  CHECK(foreign.error().sentence ==
        "cannot listen on 192.0.2.1, port 0: this machine does not have this address; choose another with --address");
  CHECK_FALSE(open_listener("no address at all", 0));
}

TEST_CASE("listener adopts only listening sockets") {
  const Result<int> fd = open_listener("127.0.0.1", 0);
  REQUIRE(fd);
  fcntl(*fd, F_SETFD, 0);
  CHECK(adopt_listener(*fd));
  CHECK((fcntl(*fd, F_GETFD) & FD_CLOEXEC) != 0);
  close(*fd);

  const int plain = socket(AF_INET, SOCK_STREAM, 0);
  CHECK_FALSE(adopt_listener(plain));
  CHECK_FALSE(adopt_listener(-1));
  close(plain);
}

TEST_CASE("a Unix socket that nobody listens on any more is replaced") {
  const TemporaryFolder folder;
  const std::string path = folder.path("x.sock");
  Result<int> first = open_unix_listener(path, 0660);
  REQUIRE(first);
  const Result<int> second = open_unix_listener(path, 0660);
  REQUIRE_FALSE(second);
  CHECK(second.error().sentence ==
        "cannot listen on unix:" + path + ": another process listens on it, or it is not a socket");
  Descriptor(*first).reset();
  const Result<int> third = open_unix_listener(path, 0660);
  REQUIRE(third);
  Descriptor(*third).reset();
  CHECK_FALSE(open_unix_listener(folder.write("file"), 0660));
  CHECK_FALSE(open_unix_listener(std::string(200, 'x'), 0660));
  CHECK_FALSE(open_unix_listener("", 0660));
}

}  // namespace
}  // namespace quire::net
