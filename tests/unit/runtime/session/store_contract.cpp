#include "tests/unit/runtime/session/store_contract.h"

#include "runtime/session/session_error.h"

#include <quire/codec.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace quire {

namespace {

using Session = std::unique_ptr<StoredSession>;

std::string id_of(const Session& session) { return session->state().value().id; }
int number(const Session& session, const char* name) { return restore<int>(name, *session->load(name)).value(); }
void set(const Session& session, const char* name, int value) { session->save(name, store(value)); }
void set(const Session& session, const char* name, const std::string& value) { session->save(name, store(value)); }

void increment(void*, std::optional<Stored>& stored) {
  stored = store(stored ? restore<int>("n", *stored).value() + 1 : 1);
}

/// The session as another request finds it.
template <class Store>
Session again(const Store& store, const Session& session) {
  return store->find(id_of(session));
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

}  // namespace

void check_any_store(const std::function<std::unique_ptr<SessionStore>(TestedStore&)>& make) {
  SECTION("a session is found by its id") {
    TestedStore tested;
    const auto store = make(tested);
    const Session session = store->create();
    const StoredSession::State state = session->state().value();
    CHECK(state.id.size() == 32);
    CHECK(state.created == state.last_accessed);
    CHECK(state.max_inactive == 60);
    REQUIRE(store->find(state.id));
    CHECK(id_of(store->find(state.id)) == state.id);
    CHECK_FALSE(store->find(""));
    CHECK_FALSE(store->find("0123456789ABCDEF0123456789ABCDEF"));
    CHECK(id_of(store->create()) != state.id);
  }
  SECTION("values of every kind are found as they were set") {
    TestedStore tested;
    const auto store = make(tested);
    const Session session = store->create();
    const Value value = Value::map({{"list", Value::list({nullptr, true, -5, 2.5, "text"})},
                                    {"instant", Time{-1, 999'000'000, Time::Form::kInstant, -210}},
                                    {"date", Time{86'400, 0, Time::Form::kDate}}});
    session->save("v", quire::store(value));
    const Value found = restore<Value>("v", *again(store, session)->load("v")).value();
    CHECK(found == value);
    CHECK(found.find("instant")->as_time().offset == -210);
  }
  SECTION("sessions are listed") {
    TestedStore tested;
    const auto store = make(tested);
    std::set<std::string> expected;
    for (int index = 0; index < 5; ++index) expected.insert(id_of(store->create()));
    std::set<std::string> found;
    store->for_each([&](std::string_view id) {
      found.emplace(id);
      return true;
    });
    CHECK(std::ranges::includes(found, expected));
    int count = 0;
    store->for_each([&](std::string_view) { return ++count < 3; });
    CHECK(count == 3);
  }
  SECTION("attributes are kept, replaced and removed, each by itself") {
    TestedStore tested;
    const auto store = make(tested);
    const Session session = store->create();
    set(session, "a", 1);
    set(session, "b", 2);
    set(session, "a", 3);
    const Session other = store->find(id_of(session));
    CHECK(number(other, "a") == 3);
    CHECK(other->names() == std::vector<std::string>{"a", "b"});
    other->remove("a");
    other->remove("none");
    CHECK_FALSE(again(store, session)->load("a"));
    CHECK(again(store, session)->names() == std::vector<std::string>{"b"});
    set(session, "", 7);
    CHECK(number(session, "") == 7);
    CHECK(number(again(store, session), "") == 7);
    session->change("n", increment, nullptr);
    session->change("n", increment, nullptr);
    CHECK(number(session, "n") == 2);
    CHECK(number(again(store, session), "n") == 2);
    session->change("n", [](void*, std::optional<Stored>& stored) { stored.reset(); }, nullptr);
    CHECK_FALSE(session->load("n"));
    CHECK_FALSE(again(store, session)->load("n"));
  }
  SECTION("an update may read, and one that throws changes nothing") {
    TestedStore tested;
    const auto store = make(tested);
    const Session session = store->create();
    set(session, "n", 5);
    session->change(
        "n",
        [](void* own, std::optional<Stored>& stored) {
          const auto& session = *static_cast<const Session*>(own);
          stored = quire::store(number(session, "n") + static_cast<int>(session->names().size()));
        },
        const_cast<Session*>(&session));
    CHECK(number(session, "n") == 6);
    CHECK_THROWS_AS(session->change(
                        "n", [](void*, std::optional<Stored>&) { throw std::logic_error("no"); }, nullptr),
                    std::logic_error);
    CHECK(number(session, "n") == 6);
  }
  SECTION("a session with a new id has the same values, and is lost to those who know the old one") {
    TestedStore tested;
    const auto store = make(tested);
    const Session session = store->create();
    set(session, "n", 5);
    set(session, "m", 6);
    const std::string before = id_of(session);
    const Session under_way = store->find(before);
    store->rotate_id(*session);
    const std::string after = id_of(session);
    CHECK(after != before);
    CHECK_FALSE(store->find(before));
    CHECK(number(store->find(after), "n") == 5);
    CHECK(number(session, "m") == 6);
    under_way->remove("n");
    CHECK(error_of([&] { set(under_way, "n", 1); }) == SessionError::Kind::kEnded);
    CHECK(error_of([&] { under_way->change("n", increment, nullptr); }) == SessionError::Kind::kEnded);
    CHECK(error_of([&] { under_way->set_max_inactive(1); }) == SessionError::Kind::kEnded);
    CHECK(error_of([&] { store->rotate_id(*under_way); }) == SessionError::Kind::kEnded);
    store->remove(*under_way);
    CHECK(number(store->find(after), "n") == 5);
  }
  SECTION("a removed session is lost to all") {
    TestedStore tested;
    const auto store = make(tested);
    const Session session = store->create();
    set(session, "n", 5);
    const Session under_way = store->find(id_of(session));
    const std::string id = id_of(session);
    store->remove(*session);
    CHECK_FALSE(store->find(id));
    CHECK(error_of([&] { set(under_way, "n", 1); }) == SessionError::Kind::kEnded);
    store->remove(*session);
  }
  SECTION("what makes a session too large is refused, and nothing else") {
    TestedStore tested;
    tested.limits.session = 1000;
    const auto store = make(tested);
    const Session session = store->create();
    set(session, "a", std::string(600, 'x'));
    CHECK_THROWS_AS(set(session, "b", std::string(600, 'x')), std::length_error);
    CHECK(session->names() == std::vector<std::string>{"a"});
    set(session, "a", std::string(700, 'y'));
    set(session, "a", std::string(10, 'z'));
    set(session, "b", std::string(600, 'x'));
    session->remove("b");
    set(session, "c", std::string(600, 'x'));
    CHECK_THROWS_AS(set(session, std::string(401, 'n').c_str(), 1), std::length_error);
    CHECK(session->names() == std::vector<std::string>{"a", "c"});
  }
  SECTION("parallel changes of one session lose nothing") {
    TestedStore tested;
    const auto store = make(tested);
    const Session session = store->create();
    const std::string id = id_of(session);
    constexpr int kThreads = 4;
    constexpr int kRounds = 100;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < kThreads; ++thread)
      threads.emplace_back([&, thread] {
        const std::string own = "own" + std::to_string(thread);
        for (int round = 1; round <= kRounds; ++round) {
          const Session found = store->find(id);
          found->change("n", increment, nullptr);
          found->save(own, quire::store(round));
        }
      });
    for (std::thread& thread : threads) thread.join();
    CHECK(number(again(store, session), "n") == kThreads * kRounds);
    for (int thread = 0; thread < kThreads; ++thread)
      CHECK(number(again(store, session), ("own" + std::to_string(thread)).c_str()) == kRounds);
  }
}

void check_store(const std::function<std::unique_ptr<SessionStore>(TestedStore&)>& make) {
  check_any_store(make);
  SECTION("a request sees at once what others do") {
    TestedStore tested;
    const auto store = make(tested);
    const Session session = store->create();
    CHECK(session->state()->created == tested.now);
    CHECK(store->size() == 1);
    const Session other = store->find(id_of(session));
    set(session, "n", 1);
    CHECK(number(other, "n") == 1);
    store->rotate_id(*session);
    CHECK(store->size() == 1);
    CHECK_FALSE(other->state());
    CHECK_FALSE(other->load("n"));
    CHECK(other->names().empty());
    const Session last = store->find(id_of(session));
    store->remove(*session);
    CHECK_FALSE(last->load("n"));
    CHECK(store->size() == 0);
  }
  SECTION("finding a session marks it as used") {
    TestedStore tested;
    const auto store = make(tested);
    const std::string id = id_of(store->create());
    for (int minute = 0; minute < 5; ++minute) {
      tested.now += 50;
      const Session found = store->find(id);
      REQUIRE(found);
      CHECK(found->state()->last_accessed == tested.now);
      CHECK(found->state()->created == tested.now - 50 * (minute + 1));
    }
  }
  SECTION("a session ends when it was unused for longer than its limit") {
    TestedStore tested;
    const auto store = make(tested);
    const Session session = store->create();
    const std::string id = id_of(session);
    tested.now += 60;
    CHECK(store->find(id));
    // A tenth later at the latest.
    tested.now += 67;
    CHECK_FALSE(store->find(id));
    CHECK_FALSE(session->state());
    CHECK(store->size() == 0);
  }
  SECTION("a limit of 0 ends a session after the second of its last use") {
    TestedStore tested(0);
    const auto store = make(tested);
    const std::string id = id_of(store->create());
    CHECK(store->find(id));
    tested.now += 1;
    CHECK_FALSE(store->find(id));
  }
  SECTION("a session may have a limit of its own, or none") {
    TestedStore tested;
    const auto store = make(tested);
    const Session patient = store->create();
    patient->set_max_inactive(1000);
    const Session eternal = store->create();
    eternal->set_max_inactive(-1);
    tested.now += 900;
    CHECK(store->find(id_of(patient)));
    tested.now += 1'000'000'000;
    store->sweep();
    CHECK(store->find(id_of(eternal)));
    CHECK(store->size() == 1);
    CHECK(store->find(id_of(eternal))->state()->max_inactive == -1);
    store->set_max_inactive(7);
    CHECK(store->max_inactive() == 7);
    CHECK(store->create()->state()->max_inactive == 7);
  }
  SECTION("sweeping drops what has expired, and nothing else") {
    TestedStore tested;
    const auto store = make(tested);
    std::vector<Session> old;
    for (int index = 0; index < 600; ++index) old.push_back(store->create());
    set(old[1], "n", 1);
    set(old[2], "n", 1);
    CHECK(store->find(id_of(old[2])));
    tested.now += 50;
    const Session young = store->create();
    tested.now += 50;
    store->sweep();
    CHECK(store->size() == 1);
    CHECK_FALSE(old[0]->state());
    CHECK_FALSE(old[2]->load("n"));
    CHECK(store->find(id_of(young)));
  }
  SECTION("empty sessions make room first, then those of browsers that did not come back, never those in use") {
    TestedStore tested;
    tested.limits.sessions = 4;
    const auto store = make(tested);
    const Session used = store->create();
    set(used, "n", 1);
    CHECK(store->find(id_of(used)));
    tested.now += 1;
    const Session fresh = store->create();
    set(fresh, "n", 1);
    tested.now += 1;
    const Session empty = store->create();
    CHECK(store->find(id_of(empty)));
    tested.now += 1;
    // Of equally old ones, any may go.
    const auto create = [&] {
      tested.now += 1;
      return store->create();
    };
    const Session last = store->create();
    create();
    CHECK_FALSE(empty->state());
    CHECK(last->state());
    create();
    CHECK_FALSE(last->state());
    set(create(), "n", 1);
    CHECK(fresh->state());
    set(create(), "n", 1);
    set(create(), "n", 1);
    CHECK_FALSE(fresh->state());
    for (int index = 0; index < 10; ++index) set(store->create(), "n", 1);
    CHECK(number(store->find(id_of(used)), "n") == 1);
    CHECK(store->size() == 4);
  }
  SECTION("if all sessions are in use, none is created until one expires") {
    TestedStore tested;
    tested.limits.sessions = 2;
    const auto store = make(tested);
    for (int index = 0; index < 2; ++index) {
      const Session session = store->create();
      set(session, "n", 1);
      CHECK(store->find(id_of(session)));
    }
    CHECK(error_of([&] { store->create(); }) == SessionError::Kind::kFull);
    CHECK(store->size() == 2);
    tested.now += 100;
    CHECK(store->create());
    CHECK(store->size() == 2);
  }
  SECTION("all sessions together have a limit") {
    TestedStore tested;
    tested.limits.total = 100'000;
    const auto store = make(tested);
    const Session used = store->create();
    set(used, "n", std::string(30'000, 'x'));
    CHECK(store->find(id_of(used)));
    // The others make room for each other.
    for (int index = 0; index < 20; ++index) set(store->create(), "n", std::string(30'000, 'x'));
    CHECK(store->size() < 5);
    CHECK(used->load("n"));
    CHECK(error_of([&] { set(used, "m", std::string(90'000, 'x')); }) == SessionError::Kind::kFull);
    CHECK(used->names() == std::vector<std::string>{"n"});
    set(used, "n", 1);
    set(used, "m", std::string(30'000, 'x'));
  }
  SECTION("many threads at once") {
    TestedStore tested;
    tested.limits.sessions = 50;
    const auto store = make(tested);
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread)
      threads.emplace_back([&] {
        for (int round = 0; round < 150; ++round) try {
            const Session own = store->create();
            own->save("n", quire::store(round));
            store->rotate_id(*own);
            // Others may have made it leave, but no other is found instead.
            const Session found = store->find(own->state() ? id_of(own) : std::string());
            if (found && number(found, "n") != round) ++wrong;
            store->remove(*own);
            if (round % 50 == 0) store->sweep();
          } catch (const SessionError& error) {
            if (error.kind() != SessionError::Kind::kEnded) ++wrong;
          } catch (const std::bad_optional_access&) {
            // It left between two looks.
          }
      });
    for (std::thread& thread : threads) thread.join();
    CHECK(wrong == 0);
    CHECK(store->size() <= 50);
  }
}

}  // namespace quire
