#include "runtime/session/memory_store.h"

#include "tests/unit/runtime/session/store_contract.h"

#include <catch2/catch.hpp>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

namespace quire {
namespace {

std::unique_ptr<MemoryStore> make(TestedStore& tested) {
  MemoryStore::Options options;
  options.max_inactive = tested.max_inactive;
  options.limits = tested.limits;
  options.clock = [&tested] { return tested.now; };
  return std::make_unique<MemoryStore>(std::move(options));
}

TEST_CASE("sessions in memory", "[session]") { check_store(make); }

TEST_CASE("a rotated session keeps its place in the order", "[session]") {
  TestedStore tested;
  tested.limits.sessions = 2;
  const auto store = make(tested);
  const auto old = store->create();
  const auto young = store->create();
  store->rotate_id(*old);
  store->create();
  CHECK_FALSE(old->state());
  CHECK(young->state());
}

TEST_CASE("another store takes over the sessions", "[session]") {
  TestedStore tested;
  tested.limits.sessions = 3;
  const auto store = make(tested);
  const auto first = store->create();
  first->save("n", quire::store(7));
  first->save("gone", quire::store(8));
  first->remove("gone");
  first->set_max_inactive(-1);
  store->find(first->state()->id);
  const auto second = store->create();
  const auto next = make(tested);
  next->take_over(store->hand_over());
  CHECK(next->size() == 2);
  const auto found = next->find(first->state()->id);
  REQUIRE(found);
  CHECK(found->state()->created == first->state()->created);
  CHECK(found->state()->max_inactive == -1);
  CHECK(found->names() == std::vector<std::string>{"n"});
  CHECK(restore<int>("n", *found->load("n")) == 7);
  // What holds nothing is still the first to be dropped.
  next->create();
  next->create();
  CHECK_FALSE(next->find(second->state()->id));
  CHECK(next->find(first->state()->id));
  CHECK_THROWS_AS(next->take_over(store->hand_over().substr(1)), std::runtime_error);
}

TEST_CASE("an attribute that a thread keeps locked does not hold up the others", "[session]") {
  TestedStore tested;
  const auto store = make(tested);
  const auto session = store->create();
  session->save("n", quire::store(7));
  session->save("stuck", quire::store(8));
  struct Stop {
    std::mutex mutex;
    std::condition_variable changed;
    bool is_stuck = false;
    bool is_over = false;
  } stop;
  std::thread stuck([&] {
    session->change(
        "stuck",
        [](void* closure, std::optional<Stored>&) {
          Stop& stop = *static_cast<Stop*>(closure);
          std::unique_lock lock(stop.mutex);
          stop.is_stuck = true;
          stop.changed.notify_all();
          stop.changed.wait(lock, [&] { return stop.is_over; });
        },
        &stop);
  });
  {
    std::unique_lock lock(stop.mutex);
    stop.changed.wait(lock, [&] { return stop.is_stuck; });
  }
  const auto next = make(tested);
  next->take_over(store->hand_over());
  {
    const std::lock_guard lock(stop.mutex);
    stop.is_over = true;
  }
  stop.changed.notify_all();
  stuck.join();
  CHECK(next->find(session->state()->id)->names() == std::vector<std::string>{"n"});
}

}  // namespace
}  // namespace quire
