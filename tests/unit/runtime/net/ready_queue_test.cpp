#include "runtime/net/ready_queue.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <catch2/catch.hpp>
#include <future>
#include <string>

namespace quire::net {
namespace {

class Noted final : public ReadySocket {
 public:
  void on_ready(std::uint32_t events) override { events_ = events; }
  std::uint32_t events_ = 0;
};

struct Watched {
  explicit Watched(ReadyQueue& queue) : pair(*socket_pair()), socket(std::make_shared<Noted>()) {
    key = queue.add(pair.ours.get(), socket).value();
  }
  void send() const { CHECK(send_all(pair.theirs.get(), "x")); }
  SocketPair pair;
  std::shared_ptr<Noted> socket;
  ReadyQueue::Key key = 0;
};

TEST_CASE("events are reported once, until there are more") {
  ReadyQueue queue;
  const Watched watched(queue);
  // It accepts output.
  CHECK(queue.take()->events == EPOLLOUT);
  watched.send();
  const auto ready = queue.take();
  CHECK(ready->socket == watched.socket);
  CHECK((ready->events & EPOLLIN) != 0);
  queue.post([] {});
  CHECK(queue.take()->handler);
  watched.send();
  CHECK((queue.take()->events & EPOLLIN) != 0);
}

TEST_CASE("events of a socket that was removed are dropped, even if its place is taken") {
  ReadyQueue queue;
  Watched first(queue);
  const Watched second(queue);
  queue.repeat(first.key, EPOLLIN);
  queue.repeat(second.key, EPOLLIN);
  queue.remove(first.key, first.pair.ours.get());
  CHECK(first.socket.use_count() == 1);
  const Watched third(queue);
  CHECK(third.key != first.key);
  CHECK(queue.take()->socket == second.socket);
  // Twice is once.
  queue.remove(first.key, first.pair.ours.get());
  CHECK(third.socket.use_count() == 2);
}

TEST_CASE("what is posted is handled in order, and wakes a thread that waits") {
  ReadyQueue queue;
  std::string order;
  auto taken = std::async(std::launch::async, [&] {
    for (int count = 0; count < 3; ++count) queue.take()->handler();
  });
  for (const char letter : {'a', 'b', 'c'}) queue.post([&order, letter] { order += letter; });
  taken.get();
  CHECK(order == "abc");
}

TEST_CASE("a thread that was waiting hands on what it does not take") {
  ReadyQueue queue;
  auto other = std::async(std::launch::async, [&] { return queue.take()->handler != nullptr; });
  queue.post([] {});
  queue.post([] {});
  CHECK(queue.take()->handler);
  queue.hand_on();
  CHECK(other.get());
}

TEST_CASE("closing wakes all that wait, now and later") {
  ReadyQueue queue;
  std::vector<std::future<bool>> waiting;
  for (int count = 0; count < 4; ++count)
    waiting.push_back(std::async(std::launch::async, [&] { return queue.take().has_value(); }));
  queue.close();
  for (auto& one : waiting) CHECK_FALSE(one.get());
  CHECK_FALSE(queue.take());
}

}  // namespace
}  // namespace quire::net
