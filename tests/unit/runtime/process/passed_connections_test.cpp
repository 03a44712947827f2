#include "runtime/process/passed_connections.h"

#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("a connection and its remote end are passed") {
  Result<SocketPair> channel = socket_pair(SOCK_SEQPACKET | SOCK_NONBLOCK);
  Result<SocketPair> connection = socket_pair();
  REQUIRE(channel);
  REQUIRE(connection);
  CHECK_FALSE(take_connection(channel->theirs.get()));
  REQUIRE(pass_connection(channel->ours.get(), connection->theirs.get(), {"::1", 123}));
  connection->theirs.reset();
  const std::optional<PassedConnection> passed = take_connection(channel->theirs.get());
  REQUIRE(passed);
  CHECK(passed->remote.address == "::1");
  CHECK(passed->remote.port == 123);
  CHECK(send_all(passed->socket.get(), "x"));
  char byte = 0;
  CHECK(::read(connection->ours.get(), &byte, 1) == 1);
  CHECK_FALSE(take_connection(channel->theirs.get()));
}

TEST_CASE("a full channel is reported") {
  Result<SocketPair> channel = socket_pair(SOCK_SEQPACKET | SOCK_NONBLOCK);
  REQUIRE(channel);
  int count = 0;
  while (pass_connection(channel->ours.get(), STDIN_FILENO, {"127.0.0.1", 1}) && count < 100'000) ++count;
  CHECK(count > 10);
  CHECK(count < 100'000);
  for (; count > 0; --count) CHECK(take_connection(channel->theirs.get()));
}

}  // namespace
}  // namespace quire
