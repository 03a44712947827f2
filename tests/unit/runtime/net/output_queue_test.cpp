#include "runtime/net/output_queue.h"

#include <sys/socket.h>
#include <unistd.h>
#include <catch2/catch.hpp>

namespace quire::net {
namespace {

struct SocketPair {
  SocketPair() { REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds) == 0); }
  ~SocketPair() {
    close(fds[0]);
    close(fds[1]);
  }
  std::string drain() {
    std::string text;
    char buffer[4096];
    for (ssize_t n = recv(fds[1], buffer, sizeof buffer, 0); n > 0; n = recv(fds[1], buffer, sizeof buffer, 0))
      text.append(buffer, static_cast<std::size_t>(n));
    return text;
  }
  int fds[2];
};

TEST_CASE("output leaves in order") {
  SocketPair sockets;
  OutputQueue queue;
  CHECK(queue.empty());
  queue.tail() += "head ";
  queue.append(std::string_view("small "));
  queue.append(std::string(20'000, 'x'));
  queue.tail() += " tail";
  CHECK(queue.memory() == 20'016);
  CHECK(queue.send(sockets.fds[0]) == 20'016);
  CHECK(queue.empty());
  CHECK(sockets.drain() == "head small " + std::string(20'000, 'x') + " tail");
}

TEST_CASE("a body of several pieces leaves in order, and shared octets are let go") {
  SocketPair sockets;
  OutputQueue queue;
  const auto shared = std::make_shared<const std::string>(20'000, 'y');
  std::vector<BodyPiece> pieces;
  pieces.emplace_back(std::string("one "));
  pieces.emplace_back(SharedBytes{shared, *shared});
  pieces.emplace_back(std::string_view(" two"));
  Body body = std::move(pieces);
  CHECK(size_of(body) == 20'008);
  queue.append(std::move(body));
  CHECK(shared.use_count() == 2);
  CHECK(queue.memory() == 20'008);
  CHECK(queue.send(sockets.fds[0]) == 20'008);
  CHECK(shared.use_count() == 1);
  CHECK(sockets.drain() == "one " + *shared + " two");
}

TEST_CASE("what a full socket does not take stays") {
  SocketPair sockets;
  OutputQueue queue;
  std::string expected;
  for (int i = 0; i < 200; ++i) {
    const std::string piece(i % 3 == 0 ? 30'000 : 700, static_cast<char>('a' + i % 26));
    expected += piece;
    queue.append(std::string(piece));
  }
  std::string received;
  for (int round = 0; !queue.empty(); ++round) {
    while (!queue.empty() && queue.send(sockets.fds[0]) > 0) {
    }
    received += sockets.drain();
    if (round >= 50) continue;
    queue.tail() += "+";
    expected += "+";
  }
  received += sockets.drain();
  // Not compared by the macro, which would print it all.
  const bool same = received == expected;
  CHECK(same);
}

TEST_CASE("a closed socket is an error, not a signal") {
  SocketPair sockets;
  close(sockets.fds[1]);
  OutputQueue queue;
  queue.append(std::string_view("x"));
  CHECK(queue.send(sockets.fds[0]) == -1);
  sockets.fds[1] = dup(sockets.fds[0]);
}

}  // namespace
}  // namespace quire::net
