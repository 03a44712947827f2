#include "runtime/net/event_loop.h"

#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>
#include <future>
#include <set>

namespace quire::net {
namespace {

constexpr std::chrono::seconds kPatience{20};

class RunningLoop {
 public:
  explicit RunningLoop(EventLoop::Options options = {}) : loop_(std::move(options)) {
    running_ = std::async(std::launch::async, [this] { return loop_.run(); });
  }
  ~RunningLoop() { stop(); }

  std::size_t stop() {
    loop_.stop();
    return running_.valid() ? running_.get() : 0;
  }
  EventLoop& loop() { return loop_; }
  void post(std::function<void()> handler) {
    boost::asio::post(loop_.context(), [handler = std::move(handler)] {
      const EventLoop::Busy busy;
      handler();
    });
  }
  /// Runs a handler and waits for it.
  void call(std::function<void()> handler) {
    std::promise<void> done;
    post([&] {
      handler();
      done.set_value();
    });
    REQUIRE(done.get_future().wait_for(kPatience) == std::future_status::ready);
  }

 private:
  EventLoop loop_;
  std::future<std::size_t> running_;
};

TEST_CASE("fast handlers stay on one thread") {
  std::atomic<int> started{0};
  RunningLoop running({.stall = std::chrono::seconds(5), .on_thread_start = [&] { ++started; }});
  std::set<std::thread::id> threads;
  for (int i = 0; i < 100; ++i) running.call([&] { threads.insert(std::this_thread::get_id()); });
  CHECK(threads.size() == 1);
  CHECK(running.stop() == 0);
  CHECK(started == 1);
}

TEST_CASE("a stalled handler loses the lead and its thread is used again") {
  RunningLoop running;
  for (int round = 0; round < 3; ++round) {
    std::promise<void> release;
    std::promise<void> ended;
    running.post([&] {
      release.get_future().wait();
      ended.set_value();
    });
    // Another thread runs this one, or it would never end.
    running.call([] {});
    release.set_value();
    ended.get_future().wait();
  }
  CHECK(running.loop().counters().promotions >= 3);
  CHECK(running.loop().counters().threads <= 4);
  CHECK(running.stop() == 0);
}

TEST_CASE("handlers run while many others are stalled") {
  RunningLoop running({.max_threads = 9});
  std::promise<void> release;
  const std::shared_future<void> released = release.get_future().share();
  std::atomic<int> inside{0};
  for (int i = 0; i < 8; ++i)
    running.post([&inside, released] {
      ++inside;
      released.wait();
    });
  running.call([] {});
  CHECK(inside == 8);
  release.set_value();
  CHECK(running.stop() == 0);
}

TEST_CASE("at the limit of threads the leader keeps the lead") {
  RunningLoop running({.max_threads = 1});
  std::promise<void> release;
  running.post([&] { release.get_future().wait(); });
  while (running.loop().counters().starved == 0) std::this_thread::yield();
  CHECK(running.loop().counters().promotions == 0);
  release.set_value();
  running.call([] {});
}

TEST_CASE("an abandoned thread is replaced at once and not waited for") {
  RunningLoop running({.stall = std::chrono::hours(1), .stop_grace = std::chrono::hours(1)});
  std::promise<pthread_t> parked;
  std::promise<void> release;
  std::promise<void> left;
  running.post([&] {
    parked.set_value(pthread_self());
    release.get_future().wait();
    left.set_value();
  });
  running.loop().abandon(parked.get_future().get());
  running.call([] {});
  CHECK(running.loop().counters().lost == 1);
  CHECK(running.stop() == 1);
  // Let go, so that nothing of this test outlives it.
  release.set_value();
  left.get_future().wait();
  while (!running.loop().has_ended()) std::this_thread::yield();
}

TEST_CASE("the watch wakes after a long quiet time") {
  RunningLoop running({.stall = std::chrono::microseconds(200)});
  running.call([] {});
  while (!running.loop().is_quiet()) std::this_thread::yield();
  std::promise<void> release;
  running.post([&] { release.get_future().wait(); });
  running.call([] {});
  release.set_value();
}

TEST_CASE("stop before run") {
  EventLoop loop({});
  loop.stop();
  CHECK(loop.run() == 0);
}

}  // namespace
}  // namespace quire::net
