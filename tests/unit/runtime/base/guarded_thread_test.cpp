#include "runtime/base/guarded_thread.h"

#include <catch2/catch.hpp>
#include <deque>
#include <future>

namespace quire {
namespace {

TEST_CASE("a guarded thread has a stack of its own size and a large guard") {
  std::size_t stack = 0;
  std::size_t guard = 0;
  GuardedThread thread;
  REQUIRE(thread.start([&] {
    pthread_attr_t attributes;
    if (::pthread_getattr_np(::pthread_self(), &attributes) != 0) return;
    void* lowest = nullptr;
    ::pthread_attr_getstack(&attributes, &lowest, &stack);
    ::pthread_attr_getguardsize(&attributes, &guard);
    ::pthread_attr_destroy(&attributes);
  }));
  GuardedThread moved(std::move(thread));
  moved.join();
  CHECK(stack >= GuardedThread::kStack - GuardedThread::kGuard);
  CHECK(guard == GuardedThread::kGuard);
}

TEST_CASE("the stacks of threads that run at the same time are told") {
  std::size_t told = 0;
  GuardedThread::on_stacks([&](std::size_t octets) { told = octets; });
  const auto run_together = [](std::size_t count) {
    std::promise<void> end;
    const std::shared_future<void> ended = end.get_future().share();
    std::deque<GuardedThread> threads(count);
    for (GuardedThread& thread : threads) REQUIRE(thread.start([ended] { ended.wait(); }));
    end.set_value();
    for (GuardedThread& thread : threads) thread.join();
  };
  run_together(5);
  CHECK(told >= 5 * GuardedThread::kStack);
  const std::size_t most = told;
  run_together(3);
  CHECK(told == most);
  GuardedThread::on_stacks([](std::size_t) {});
}

}  // namespace
}  // namespace quire
