#include "runtime/net/event_loop.h"

#include "runtime/base/descriptor.h"

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
  void post(std::function<void()> handler) { loop_.post(std::move(handler)); }
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

TEST_CASE("a socket learns that there was no memory for its event") {
  class Failing final : public ReadySocket {
   public:
    void on_ready(std::uint32_t) override { throw std::bad_alloc(); }
    void on_no_memory() override { told.set_value(); }
    std::promise<void> told;
  };
  RunningLoop running;
  const SocketPair pair = *socket_pair();
  const auto failing = std::make_shared<Failing>();
  const std::optional<ReadyQueue::Key> key = running.loop().ready().add(pair.ours.get(), failing);
  REQUIRE(key);
  CHECK(failing->told.get_future().wait_for(kPatience) == std::future_status::ready);
  running.loop().ready().remove(*key, pair.ours.get());
  running.call([] {});
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

TEST_CASE("a handler that loses the lead is marked while it still blocks") {
  std::promise<void> release;
  const std::shared_future<void> released = release.get_future().share();
  std::atomic<bool> stalled{false};
  std::atomic<bool> quick{false};
  RunningLoop running;
  running.call([&] { const EventLoop::StallMark mark(quick); });
  running.post([&] {
    const EventLoop::StallMark mark(stalled);
    released.wait();
  });
  while (!stalled) std::this_thread::yield();
  CHECK_FALSE(quick);
  release.set_value();
}

TEST_CASE("jobs that run aside leave the lead where it is") {
  std::promise<void> release;
  const std::shared_future<void> released = release.get_future().share();
  std::atomic<int> ended{0};
  std::promise<void> all_ended;
  RunningLoop running({.max_threads = 5, .stall = std::chrono::hours(1)});
  std::atomic<bool> had_lead{false};
  const auto job = [&] {
    if (EventLoop::has_lead()) had_lead = true;
    released.wait();
    if (++ended == 5) all_ended.set_value();
  };
  // Three of them wait for a thread.
  for (int i = 0; i < 5; ++i) CHECK(running.loop().run_aside(job));
  running.call([] { CHECK(EventLoop::has_lead()); });
  CHECK(running.loop().counters().threads == 4);
  release.set_value();
  REQUIRE(all_ended.get_future().wait_for(kPatience) == std::future_status::ready);
  CHECK_FALSE(had_lead);
  CHECK(running.loop().counters().promotions == 0);
  CHECK(running.stop() == 0);
}

TEST_CASE("a group holds only some of the threads") {
  std::promise<void> release;
  const std::shared_future<void> released = release.get_future().share();
  std::atomic<int> inside{0};
  std::atomic<int> ended{0};
  const int group = 0;
  const int other = 0;
  RunningLoop running({.max_threads = 8, .max_per_group = 2, .stall = std::chrono::hours(1)});
  std::atomic<int> not_aside{0};
  const auto job = [&] {
    if (!EventLoop::is_aside()) ++not_aside;
    ++inside;
    released.wait();
    ++ended;
  };
  // Two run, and two wait.
  for (int i = 0; i < 4; ++i) CHECK(running.loop().run_aside(job, &group));
  CHECK_FALSE(running.loop().run_aside(job, &group));
  // Others overtake those that wait.
  std::promise<void> done;
  CHECK(running.loop().run_aside([&] { done.set_value(); }, &other));
  REQUIRE(done.get_future().wait_for(kPatience) == std::future_status::ready);
  while (inside < 2) std::this_thread::yield();
  CHECK(inside == 2);
  release.set_value();
  while (ended < 4) std::this_thread::yield();
  // Nothing is held any more.
  for (int i = 0; i < 2; ++i) {
    CHECK(running.loop().run_aside(job, &group));
    while (ended < 5 + i) std::this_thread::yield();
  }
  CHECK(not_aside == 0);
  CHECK(running.stop() == 0);
}

TEST_CASE("handlers that have lost the lead, and threads that never return, count for their group") {
  std::promise<void> release;
  const std::shared_future<void> released = release.get_future().share();
  std::atomic<bool> stalled{false};
  const int group = 0;
  std::atomic<bool> has_run{false};
  RunningLoop running({.max_threads = 8, .max_per_group = 1});
  running.post([&] {
    const EventLoop::StallMark mark(stalled, &group);
    released.wait();
  });
  while (!stalled) std::this_thread::yield();
  CHECK(running.loop().run_aside([&] { has_run = true; }, &group));
  running.call([] {});
  CHECK_FALSE(has_run);
  release.set_value();
  while (!has_run) std::this_thread::yield();
  CHECK(running.stop() == 0);
}

TEST_CASE("a stalled leader is replaced although jobs are waiting") {
  std::promise<void> release;
  const std::shared_future<void> released = release.get_future().share();
  std::promise<void> started;
  std::promise<void> done;
  RunningLoop running({.max_threads = 3, .max_waiting = 2});
  CHECK(running.loop().run_aside([&] {
    started.set_value();
    released.wait();
  }));
  started.get_future().wait();
  CHECK(running.loop().run_aside([] {}));
  CHECK(running.loop().run_aside([&] { done.set_value(); }));
  CHECK_FALSE(running.loop().run_aside([] {}));
  running.post([&] { released.wait(); });
  running.call([] {});
  CHECK(running.loop().counters().promotions == 1);
  release.set_value();
  CHECK(done.get_future().wait_for(kPatience) == std::future_status::ready);
}

}  // namespace
}  // namespace quire::net
