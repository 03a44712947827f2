#include "runtime/session/memcached/memcached_store.h"

#include "runtime/base/descriptor.h"
#include "runtime/net/endpoint.h"
#include "runtime/session/session_error.h"
#include "tests/unit/runtime/session/memcached/memcached_process.h"
#include "tests/unit/runtime/session/store_contract.h"

#include <quire/codec.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <ctime>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace quire {
namespace {

using std::chrono::milliseconds;
using Session = std::unique_ptr<StoredSession>;

constexpr std::chrono::seconds kDeadline{60};

/// Waits until it holds.
template <class Condition>
void wait_until(Condition condition) {
  const auto end = std::chrono::steady_clock::now() + kDeadline;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) FAIL("it did not happen in time");
    std::this_thread::yield();
  }
}

class Log {
 public:
  MemcachedCluster::Log writer() {
    return [this](std::string_view line) {
      const std::lock_guard lock(mutex_);
      text_.append(line).append("\n");
    };
  }
  bool has(std::string_view text) const {
    const std::lock_guard lock(mutex_);
    return text_.find(text) != std::string::npos;
  }

 private:
  mutable std::mutex mutex_;
  std::string text_;
};

std::string id_of(const Session& session) { return session->state().value().id; }
int number(const Session& session, const char* name) { return restore<int>(name, *session->load(name)).value(); }
void increment(void*, std::optional<Stored>& stored) {
  stored = store(stored ? restore<int>("n", *stored).value() + 1 : 1);
}
void increment(const Session& session) { session->change("n", increment, nullptr); }

bool is_in_sync(const MemcachedStore& store) {
  for (const StoreStatus::Node& node : store.status().nodes)
    if (!node.is_up || !node.is_in_sync) return false;
  return true;
}

SessionError::Kind error_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const SessionError& error) {
    return error.kind();
  }
  FAIL("no SessionError");
  return {};
}

std::string key_of(const Session& session) { return "quire:/:" + id_of(session); }

void check_any_store_with(const SessionSettings& given) {
  Log log;
  check_any_store([&](TestedStore& tested) {
    SessionSettings settings = given;
    settings.limits = tested.limits;
    settings.timeout = tested.max_inactive;
    return std::make_unique<MemcachedStore>(settings, "quire:/:", log.writer());
  });
}

TEST_CASE("sessions in two memcacheds", "[memcached]") {
  const TwoMemcacheds two;
  check_any_store_with(two.settings);
}

TEST_CASE("sessions in a single memcached", "[memcached]") {
  TwoMemcacheds two;
  two.settings.memcached.nodes.pop_back();
  check_any_store_with(two.settings);
}

TEST_CASE("sessions in two memcacheds, with copies in memory", "[memcached]") {
  TwoMemcacheds two;
  two.settings.memcached.is_sticky = true;
  check_any_store_with(two.settings);
}

TEST_CASE("sessions survive each memcached, one after the other", "[memcached]") {
  TwoMemcacheds two;
  two.settings.memcached.is_sticky = GENERATE(false, true);
  Log log;
  // Two machines.
  MemcachedStore store(two.settings, "quire:/:", log.writer());
  SessionSettings same = two.settings;
  same.shared.timeout += milliseconds(1);
  MemcachedStore other(same, "quire:/:", log.writer());
  std::vector<Session> sessions;
  for (int index = 0; index < 20; ++index) {
    sessions.push_back(store.create());
    increment(sessions.back());
  }
  // It is not written any more.
  const Session idle = store.create();
  increment(idle);
  int expected = 1;
  for (MemcachedProcess* victim : {&two.first, &two.second, &two.first}) {
    wait_until([&] { return is_in_sync(store) && is_in_sync(other); });
    victim->kill();
    for (const Session& session : sessions) increment(session);
    for (const Session& session : sessions) increment(other.find(id_of(session)));
    expected += 2;
    victim->start();
    // Some are written while it is refilled.
    for (std::size_t index = 0; index < 10; ++index) sessions[index]->save("late", quire::store(expected));
    for (const Session& session : sessions) CHECK(number(other.find(id_of(session)), "n") == expected);
  }
  for (std::size_t index = 0; index < 10; ++index)
    CHECK(number(store.find(id_of(sessions[index])), "late") == expected);
  CHECK(number(store.find(id_of(idle)), "n") == 1);
  CHECK(log.has("cannot be used"));
  CHECK(log.has("answers again"));
  CHECK(log.has("were copied"));
}

TEST_CASE("no acknowledged change is lost while memcacheds are killed in turn", "[memcached]") {
  TwoMemcacheds two;
  two.settings.memcached.is_sticky = GENERATE(false, true);
  Log log;
  MemcachedStore store(two.settings, "quire:/:", log.writer());
  SessionSettings same = two.settings;
  same.shared.timeout += milliseconds(1);
  MemcachedStore other(same, "quire:/:", log.writer());
  constexpr int kSessions = 4;
  constexpr int kThreads = 4;
  std::vector<std::string> ids;
  for (int index = 0; index < kSessions; ++index) ids.push_back(id_of(store.create()));
  std::array<std::atomic<int>, kSessions> acknowledged{};
  std::array<std::array<std::atomic<int>, kThreads>, kSessions> own{};
  std::atomic<bool> is_over{false};
  std::atomic<int> errors{0};
  std::atomic<bool> is_lost{false};
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread)
    threads.emplace_back([&, thread] {
      for (int round = 1; !is_over; ++round) try {
          const int index = round % kSessions;
          const Session session = (thread % 2 == 0 ? store : other).find(ids[index]);
          if (!session) {
            is_lost = true;
            return;
          }
          increment(session);
          ++acknowledged[index];
          session->save("own" + std::to_string(thread), quire::store(round));
          own[index][thread] = round;
        } catch (const SessionError&) {
          // One memcached is always there, but a machine that is busy may be too slow for it. The change may
          // have been made.
          ++errors;
        }
    });
  for (MemcachedProcess* victim : {&two.first, &two.second, &two.first, &two.second}) {
    wait_until([&] { return is_in_sync(store) && is_in_sync(other); });
    victim->kill();
    const int before = acknowledged[0];
    wait_until([&] { return acknowledged[0] > before + 5; });
    victim->start();
  }
  is_over = true;
  for (std::thread& thread : threads) thread.join();
  REQUIRE_FALSE(is_lost);
  for (int index = 0; index < kSessions; ++index) {
    const Session session = other.find(ids[index]);
    REQUIRE(session);
    CHECK(number(session, "n") >= acknowledged[index]);
    CHECK(number(session, "n") <= acknowledged[index] + errors);
    for (int thread = 0; thread < kThreads; ++thread)
      if (own[index][thread] > 0)
        CHECK(number(session, ("own" + std::to_string(thread)).c_str()) >= own[index][thread]);
  }
}

TEST_CASE("a change of the id loses no change that was acknowledged before", "[memcached]") {
  const TwoMemcacheds two;
  Log log;
  MemcachedStore store(two.settings, "quire:/:", log.writer());
  for (int round = 0; round < 20; ++round) {
    const Session session = store.create();
    const std::string before = id_of(session);
    std::atomic<int> acknowledged{0};
    std::thread other([&] {
      try {
        while (const Session found = store.find(before)) {
          increment(found);
          ++acknowledged;
        }
      } catch (const SessionError& error) {
        if (error.kind() != SessionError::Kind::kEnded) acknowledged = -1000;
      }
    });
    wait_until([&] { return acknowledged > 0; });
    store.rotate_id(*session);
    other.join();
    CHECK(number(store.find(id_of(session)), "n") == acknowledged);
    CHECK_FALSE(store.find(before));
  }
}

TEST_CASE("if both memcacheds are down, nothing is unknown", "[memcached]") {
  TwoMemcacheds two;
  Log log;
  MemcachedStore store(two.settings, "quire:/:", log.writer());
  const Session session = store.create();
  wait_until([&] { return is_in_sync(store); });
  two.first.kill();
  two.second.kill();
  CHECK(error_of([&] { store.find(id_of(session)); }) == SessionError::Kind::kUnavailable);
  CHECK(error_of([&] { store.create(); }) == SessionError::Kind::kUnavailable);
  CHECK(error_of([&] { increment(session); }) == SessionError::Kind::kUnavailable);
  CHECK(store.status().failures >= 3);
  two.first.start();
  // It may have been on the other.
  wait_until([&] { return store.status().nodes[0].is_up; });
  CHECK(error_of([&] { store.find(id_of(session)); }) == SessionError::Kind::kUnavailable);
  CHECK(store.create());
  two.second.start();
  wait_until([&] { return is_in_sync(store); });
  CHECK_FALSE(store.find(id_of(session)));
}

TEST_CASE("with one memcached down, unknown sessions are unknown if the other has a copy of all", "[memcached]") {
  TwoMemcacheds two;
  Log log;
  MemcachedStore store(two.settings, "quire:/:", log.writer());
  wait_until([&] { return is_in_sync(store); });
  two.second.kill();
  CHECK_FALSE(store.find("0123456789ABCDEF0123456789ABCDEF"));
  const Session session = store.create();
  increment(session);
  CHECK(number(store.find(id_of(session)), "n") == 1);
}

TEST_CASE("a memcached that was left out for some time brings nothing back", "[memcached]") {
  TwoMemcacheds two;
  Log log;
  std::vector<std::string> ended;
  std::vector<std::string> counted;
  {
    MemcachedStore store(two.settings, "quire:/:", log.writer());
    for (int index = 0; index < 10; ++index)
      for (std::vector<std::string>* ids : {&ended, &counted}) {
        const Session session = store.create();
        increment(session);
        ids->push_back(id_of(session));
      }
    wait_until([&] { return is_in_sync(store); });
  }
  std::string late;
  {
    SessionSettings without = two.settings;
    without.memcached.nodes.pop_back();
    MemcachedStore store(without, "quire:/:", log.writer());
    for (const std::string& id : ended) store.remove(*store.find(id));
    for (const std::string& id : counted) increment(store.find(id));
    late = id_of(store.create());
    wait_until([&] { return is_in_sync(store); });
  }
  MemcachedStore store(two.settings, "quire:/:", log.writer());
  wait_until([&] { return is_in_sync(store); });
  for (const bool is_first_dead : {false, true}) {
    if (is_first_dead) two.first.kill();
    for (const std::string& id : ended) CHECK_FALSE(store.find(id));
    for (const std::string& id : counted) CHECK(number(store.find(id), "n") == 2);
    CHECK(store.find(late));
  }
  for (const std::string& id : counted) increment(store.find(id));
}

TEST_CASE("memcacheds may be down at the start", "[memcached]") {
  TwoMemcacheds two;
  two.first.kill();
  two.second.kill();
  Log log;
  MemcachedStore store(two.settings, "quire:/:", log.writer());
  CHECK(log.has("memcached n1 (" + two.first.socket() + ") cannot be used"));
  CHECK(log.has("503"));
  CHECK(error_of([&] { store.create(); }) == SessionError::Kind::kUnavailable);
  two.second.start();
  wait_until([&] { return store.status().nodes[1].is_up; });
  CHECK(store.node_of(*store.create()) == "n2");
}

TEST_CASE("a node for failover gets sessions only if there is no other", "[memcached]") {
  TwoMemcacheds two;
  two.settings.memcached.failover = {"n1"};
  Log log;
  MemcachedStore store(two.settings, "quire:/:", log.writer());
  Session session;
  for (int index = 0; index < 20; ++index) {
    session = store.create();
    CHECK(store.node_of(*session) == "n2");
  }
  two.second.kill();
  increment(session);
  CHECK(store.node_of(*session) == "n1");
  wait_until([&] { return !store.status().nodes[1].is_up; });
  CHECK(store.node_of(*store.create()) == "n1");
  CHECK(store.status().failovers == 1);
}

TEST_CASE("a memcached that does not answer is left alone after its timeout", "[memcached]") {
  TwoMemcacheds two;
  two.settings.shared.timeout = milliseconds(1000);
  Log log;
  MemcachedStore store(two.settings, "quire:/:", log.writer());
  const Session session = store.create();
  two.first.pause();
  for (int round = 1; round <= 3; ++round) {
    const Session found = store.find(id_of(session));
    increment(found);
    CHECK(number(found, "n") == round);
  }
  CHECK(store.status().nodes[0].is_up == false);
  wait_until([&] { return log.has("it does not answer in time"); });
  two.first.resume();
  wait_until([&] { return is_in_sync(store); });
  two.second.kill();
  CHECK(number(store.find(id_of(session)), "n") == 3);
}

TEST_CASE("what is no session of ours counts as missing, and is replaced by the other copy", "[memcached]") {
  TwoMemcacheds two;
  Log log;
  MemcachedStore store(two.settings, "quire:/:", log.writer());
  const Session session = store.create();
  increment(session);
  const std::string key = key_of(session);
  MemcachedConnection first = two.first.connect();
  for (const std::string& value : {std::string("hello"), std::string(), std::string("QS1"),
                                   "QS1" + std::string(200, '\xff'), "QSz" + std::string(100, 'x')}) {
    first.put(key, value, 0, {});
    CHECK(number(store.find(id_of(session)), "n") == 1);
    wait_until([&] { return first.get(key).text != value; });
  }
  // On both, it is no session at all.
  MemcachedConnection second = two.second.connect();
  first.put(key, "hello", 0, {});
  second.put(key, "hello", 0, {});
  CHECK_FALSE(store.find(id_of(session)));
  first.put(key, "QS9 of the future", 0, {});
  CHECK(error_of([&] { store.find(id_of(session)); }) == SessionError::Kind::kUnavailable);
  CHECK(first.get(key).text == "QS9 of the future");
}

TEST_CASE("an evicted copy is made again, and an evicted session is unknown", "[memcached]") {
  TwoMemcacheds two;
  Log log;
  MemcachedStore store(two.settings, "quire:/:", log.writer());
  const Session session = store.create();
  increment(session);
  for (const MemcachedProcess* process : {&two.first, &two.second}) {
    MemcachedConnection connection = process->connect();
    connection.remove(key_of(session));
    CHECK(number(store.find(id_of(session)), "n") == 1);
    wait_until([&] { return connection.get(key_of(session)).kind == MemcachedAnswer::Kind::kDone; });
  }
  wait_until([&] { return is_in_sync(store); });
  for (const MemcachedProcess* process : {&two.first, &two.second}) process->connect().remove(key_of(session));
  CHECK_FALSE(store.find(id_of(session)));
  CHECK(error_of([&] { increment(session); }) == SessionError::Kind::kEnded);
}

TEST_CASE("a session that memcached cannot take is refused, and stays as it was", "[memcached]") {
  const TwoMemcacheds two;
  SessionSettings settings = two.settings;
  settings.limits.session = 10'000'000;
  settings.shared.compress_from = 0;
  Log log;
  MemcachedStore store(settings, "quire:/:", log.writer());
  const Session session = store.create();
  increment(session);
  CHECK_THROWS_WITH(session->save("large", quire::store(std::string(1'500'000, 'x'))), Catch::Contains("larger -I"));
  CHECK(number(store.find(id_of(session)), "n") == 1);
  session->save("small", quire::store(std::string(50'000, 'x')));
  // What can be compressed fits.
  settings.shared.compress_from = 1000;
  settings.shared.timeout += milliseconds(1);
  MemcachedStore compressing(settings, "quire:/:", log.writer());
  const Session again = compressing.find(id_of(session));
  again->save("large", quire::store(std::string(1'500'000, 'x')));
  CHECK(compressing.find(id_of(session))->names() == std::vector<std::string>{"large", "n", "small"});
}

TEST_CASE("a full memcached that evicts nothing refuses new sessions", "[memcached]") {
  const TwoMemcacheds two({"-M", "-m", "2"});
  SessionSettings settings = two.settings;
  settings.shared.compress_from = 0;
  Log log;
  MemcachedStore store(settings, "quire:/:", log.writer());
  const Session session = store.create();
  increment(session);
  CHECK(error_of([&] {
          for (int index = 0; index < 1000; ++index)
            store.create()->save("large", quire::store(std::string(100'000, 'x')));
        }) == SessionError::Kind::kFull);
  CHECK(number(store.find(id_of(session)), "n") == 1);
}

TEST_CASE("sites and clusters with other prefixes do not see each other's sessions", "[memcached]") {
  const TwoMemcacheds two;
  Log log;
  MemcachedStore shop(two.settings, "quire:/shop:", log.writer());
  MemcachedStore news(two.settings, "quire:/news:", log.writer());
  const Session session = shop.create();
  CHECK(shop.find(id_of(session)));
  CHECK_FALSE(news.find(id_of(session)));
  CHECK_FALSE(shop.find("n9"));
  CHECK_FALSE(shop.find(id_of(session) + " x"));
}

TEST_CASE("memcached ends sessions, and requests prolong them unless they should not", "[memcached]") {
  const TwoMemcacheds two;
  Log log;
  MemcachedStore store(two.settings, "quire:/:", log.writer());
  store.set_max_inactive(1);
  const Session session = store.create();
  const Session long_one = store.create();
  long_one->set_max_inactive(1'000'000'000);
  const Session eternal = store.create();
  eternal->set_max_inactive(-1);
  const std::string id = id_of(session);
  wait_until([&] { return store.find(id, false) == nullptr; });
  CHECK(error_of([&] { increment(session); }) == SessionError::Kind::kEnded);
  CHECK(store.find(id_of(long_one)));
  CHECK(store.find(id_of(eternal))->state()->max_inactive == -1);
}

TEST_CASE("the clocks of other machines do not matter", "[memcached]") {
  const TwoMemcacheds two;
  Log log;
  MemcachedStore store(two.settings, "quire:/:", log.writer());
  for (const int skew : {-600, 600}) {
    const Session session = store.create();
    // As a machine has left it whose clock is ten minutes off.
    SessionItem item;
    item.version = {0, 5};
    item.created = item.last_accessed = std::time(nullptr) + skew;
    item.max_inactive = 60;
    for (const MemcachedProcess* process : {&two.first, &two.second})
      process->connect().put(key_of(session), encode_item(item, 0), 30, {}, item.fingerprint());
    REQUIRE(store.find(id_of(session)));
    for (const MemcachedProcess* process : {&two.first, &two.second}) {
      const std::int64_t left = process->connect().get(key_of(session)).ttl;
      CHECK(left >= 60);
      CHECK(left <= 67);
    }
    // Not written again.
    const std::string before = two.first.connect().get(key_of(session)).text;
    CHECK(store.find(id_of(session)));
    CHECK(two.first.connect().get(key_of(session)).text == before);
  }
}

TEST_CASE("what does not answer like memcached is as good as down", "[memcached]") {
  const Result<int> listener = net::open_listener("127.0.0.1", 0);
  REQUIRE(listener);
  const Descriptor owner(*listener);
  std::atomic<bool> is_over{false};
  std::thread nonsense([&] {
    while (!is_over) {
      const Descriptor client(::accept(owner.get(), nullptr, nullptr));
      if (client) send_all(client.get(), "HTTP/1.1 400 Bad Request\r\n\r\n");
      else std::this_thread::yield();
    }
  });
  SessionSettings settings;
  settings.memcached.nodes = {
      {"n1", {.host = "127.0.0.1", .port = net::local_endpoint(owner.get()).port, .unix_path = {}}}};
  Log log;
  {
    MemcachedStore store(settings, "quire:/:", log.writer());
    CHECK(error_of([&] { store.create(); }) == SessionError::Kind::kUnavailable);
  }
  is_over = true;
  nonsense.join();
  CHECK(log.has("does not answer like a memcached"));
}

TEST_CASE("copies in the background are made soon", "[memcached]") {
  TwoMemcacheds two;
  two.settings.memcached.copies_later = true;
  Log log;
  MemcachedStore store(two.settings, "quire:/:", log.writer());
  const Session session = store.create();
  increment(session);
  increment(session);
  wait_until([&] { return is_in_sync(store); });
  two.first.kill();
  CHECK(number(store.find(id_of(session)), "n") == 2);
  two.first.start();
  wait_until([&] { return is_in_sync(store); });
  two.second.kill();
  CHECK(number(store.find(id_of(session)), "n") == 2);
}

}  // namespace
}  // namespace quire
