#include "runtime/net/listener.h"

#include "runtime/net/endpoint.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <catch2/catch.hpp>

namespace quire::net {
namespace {

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

}  // namespace
}  // namespace quire::net
