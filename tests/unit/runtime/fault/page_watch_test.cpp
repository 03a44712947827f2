#include "runtime/fault/page_watch.h"

#include "runtime/base/guarded_thread.h"
#include "tests/unit/runtime/contained.h"

#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <functional>
#include <future>
#include <thread>
#include <vector>

namespace quire {
namespace {

constexpr std::chrono::seconds kPatience{30};

/// Runs `code` as page code. If it is stopped, its thread stays, so this is never destroyed.
struct TestWork final : PageWork {
  static TestWork& create() {
    // Reachable, so that it is not a leak.
    static auto* const all = new std::vector<TestWork*>;
    return *all->emplace_back(new TestWork);
  }
  static TestWork& start(std::function<void(TestWork&)> code, std::chrono::milliseconds deadline = {}) {
    contain_once();
    TestWork* const work = &create();
    GuardedThread thread;
    REQUIRE(thread.start([work, code = std::move(code), deadline] {
      prepare_thread_for_faults();
      {
        const WatchedWork watched(*work, deadline);
        const FaultScope scope;
        code(*work);
      }
      work->ended.set_value();
    }));
    thread.detach();
    return *work;
  }

  std::string on_fault(const Fault& fault) override {
    stopped.set_value(fault);
    return {};
  }
  void on_stuck(const Position& position, long long) override {
    has_calls = position.calls.size > 0;
    ++reports;
  }
  bool is_abandoned() override { return nobody_waits; }

  std::promise<Fault> stopped;
  std::promise<void> ended;
  std::atomic<int> reports{0};
  std::atomic<bool> has_calls{false};
  std::atomic<bool> nobody_waits{false};
  std::atomic<bool> may_end{false};
};

void spin(TestWork& work) {
  while (!work.may_end) {
  }
}

TEST_CASE("page code that does not end is reported once, and then stopped") {
  const auto pause_forever = [](TestWork&) {
    for (;;) ::pause();
  };
  for (const std::function<void(TestWork&)>& code : {std::function<void(TestWork&)>(spin), {pause_forever}}) {
    TestWork& work = TestWork::start(code);
    std::future<Fault> stopped = work.stopped.get_future();
    REQUIRE(stopped.wait_for(kPatience) == std::future_status::ready);
    const Fault fault = stopped.get();
    CHECK(fault.cause == Fault::Cause::kDeadline);
    CHECK(fault.is_safe);
    CHECK(fault.work == &work);
    CHECK(work.reports == 1);
    CHECK(work.has_calls);
    CHECK(describe_fault(fault).find("deadline") != std::string::npos);
  }
}

TEST_CASE("page code that nobody waits for is stopped before its deadline") {
  TestWork& work = TestWork::start(spin, std::chrono::hours(1));
  while (work.reports == 0) std::this_thread::yield();
  work.nobody_waits = true;
  std::future<Fault> stopped = work.stopped.get_future();
  REQUIRE(stopped.wait_for(kPatience) == std::future_status::ready);
  CHECK(stopped.get().cause == Fault::Cause::kAbandoned);
}

TEST_CASE("page code that is reported may end, and goes on meanwhile") {
  TestWork& work = TestWork::start(spin, std::chrono::hours(1));
  while (work.reports == 0) std::this_thread::yield();
  work.may_end = true;
  CHECK(work.ended.get_future().wait_for(kPatience) == std::future_status::ready);
  CHECK(work.reports == 1);
}

TEST_CASE("page code that makes progress is not stuck") {
  // As long as another takes to be stopped.
  TestWork& other = TestWork::start(spin);
  TestWork& work = TestWork::start([](TestWork& self) {
    while (!self.may_end) note_progress();
  });
  REQUIRE(other.stopped.get_future().wait_for(kPatience) == std::future_status::ready);
  // It may have been reported, if the machine did not run it for a while.
  work.may_end = true;
  CHECK(work.ended.get_future().wait_for(kPatience) == std::future_status::ready);
}

TEST_CASE("work can be nested, and the innermost counts") {
  TestWork& inner = TestWork::create();
  std::atomic<bool> is_right{false};
  TestWork& outer = TestWork::start(
      [&](TestWork& self) {
        bool counts = current_page_work == &self;
        {
          const WatchedWork watched(inner, std::chrono::hours(1));
          counts = counts && current_page_work == &inner;
          while (inner.reports == 0) std::this_thread::yield();
        }
        is_right = counts && current_page_work == &self;
      },
      std::chrono::hours(1));
  CHECK(outer.ended.get_future().wait_for(kPatience) == std::future_status::ready);
  CHECK(is_right);
}

}  // namespace
}  // namespace quire
