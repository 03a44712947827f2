#include "runtime/session/memory_store.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <set>
#include <thread>
#include <vector>

namespace quire {
namespace {

using Session = std::shared_ptr<StoredSession>;

/// As if nobody had used the session for that long.
void age(const Session& session, long long seconds) {
  static_cast<MemorySession&>(*session).set_last_accessed(session->state().last_accessed - seconds);
}

TEST_CASE("a session is found by its id") {
  MemoryStore store(60);
  const Session session = store.create();
  CHECK(session->state().id.size() == 32);
  CHECK(session->state().created == session->state().last_accessed);
  CHECK(session->state().created > 0);
  CHECK(session->state().max_inactive == 60);
  CHECK(session->is_valid());
  CHECK(store.find(session->state().id) == session);
  CHECK(store.find("") == nullptr);
  CHECK(store.find("0123456789ABCDEF0123456789ABCDEF") == nullptr);
  CHECK(store.size() == 1);
}

TEST_CASE("finding a session marks it as used") {
  MemoryStore store(60);
  const Session session = store.create();
  age(session, 30);
  const long long before = session->state().last_accessed;
  store.find(session->state().id);
  CHECK(session->state().last_accessed >= before + 30);
  CHECK(session->state().created <= session->state().last_accessed);
}

TEST_CASE("a session ends when it was unused for longer than its limit") {
  MemoryStore store(60);
  const Session session = store.create();
  // Half a minute more than this test will ever take.
  age(session, 30);
  CHECK(store.find(session->state().id) == session);
  age(session, 61);
  CHECK(store.find(session->state().id) == nullptr);
  CHECK_FALSE(session->is_valid());
  CHECK(store.size() == 0);
}

TEST_CASE("a limit of 0 ends a session after the second of its last use") {
  MemoryStore store(0);
  const Session session = store.create();
  age(session, 1);
  CHECK(store.find(session->state().id) == nullptr);
}

TEST_CASE("a negative limit means for ever") {
  MemoryStore store(-1);
  const Session session = store.create();
  age(session, 1'000'000'000);
  store.sweep();
  CHECK(store.find(session->state().id) == session);
}

TEST_CASE("a session may have a limit of its own") {
  MemoryStore store(60);
  const Session patient = store.create();
  patient->set_max_inactive(1000);
  age(patient, 500);
  CHECK(store.find(patient->state().id) == patient);
}

TEST_CASE("sweeping drops what has expired, and nothing else") {
  MemoryStore store(60);
  const Session first = store.create();
  const Session old = store.create();
  const Session last = store.create();
  age(old, 61);
  store.sweep();
  CHECK(store.size() == 2);
  CHECK_FALSE(old->is_valid());
  CHECK(store.find(old->state().id) == nullptr);
  CHECK(store.find(first->state().id) == first);
  CHECK(store.find(last->state().id) == last);
}

TEST_CASE("a rotated session has another id and the same values") {
  MemoryStore store;
  const Session session = store.create();
  session->save("n", quire::store(5));
  const std::string before = session->state().id;
  store.rotate_id(*session);
  CHECK(session->state().id != before);
  CHECK(store.find(before) == nullptr);
  CHECK(store.find(session->state().id) == session);
  CHECK(restore<int>("n", *session->load("n")) == 5);
  CHECK(store.size() == 1);
}

TEST_CASE("a removed session is unknown and says so to those who hold it") {
  MemoryStore store;
  const Session session = store.create();
  store.remove(*session);
  CHECK(store.find(session->state().id) == nullptr);
  CHECK_FALSE(session->is_valid());
  CHECK(store.size() == 0);
  store.remove(*session);
  const std::string id = session->state().id;
  store.rotate_id(*session);
  CHECK(session->state().id == id);
  CHECK(store.size() == 0);
}

TEST_CASE("past the limit, the session unused for longest makes room") {
  MemoryStore store(60, 3);
  const Session a = store.create();
  const Session b = store.create();
  const Session c = store.create();
  store.find(a->state().id);
  const Session d = store.create();
  CHECK(store.size() == 3);
  CHECK_FALSE(b->is_valid());
  CHECK(store.find(b->state().id) == nullptr);
  CHECK(store.find(a->state().id) == a);
  CHECK(store.find(c->state().id) == c);
  CHECK(store.find(d->state().id) == d);
}

TEST_CASE("a rotated session keeps its place in the order") {
  MemoryStore store(60, 2);
  const Session old = store.create();
  const Session young = store.create();
  store.rotate_id(*old);
  store.create();
  CHECK_FALSE(old->is_valid());
  CHECK(young->is_valid());
}

TEST_CASE("many threads at once") {
  constexpr int kThreads = 8;
  constexpr int kRounds = 300;
  constexpr std::size_t kLimit = 50;
  MemoryStore store(60, kLimit);
  const Session shared = store.create();
  std::atomic<int> lost{0};
  std::vector<std::thread> threads;
  for (int number = 0; number < kThreads; ++number)
    threads.emplace_back([&] {
      for (int round = 0; round < kRounds; ++round) {
        const Session own = store.create();
        own->save("n", quire::store(round));
        store.rotate_id(*own);
        const Session found = store.find(own->state().id);
        // Others may have made it leave, but no other is found instead.
        if (found && found != own) ++lost;
        if (round % 3 == 0) store.remove(*own);
        if (round % 50 == 0) store.sweep();
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(lost == 0);
  CHECK(store.size() <= kLimit);
}

}  // namespace
}  // namespace quire
