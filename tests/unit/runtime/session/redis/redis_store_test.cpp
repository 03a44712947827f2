#include "runtime/session/redis/redis_store.h"

#include "runtime/session/session_error.h"
#include "tests/unit/runtime/session/redis/redis_server.h"
#include "tests/unit/runtime/session/store_contract.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <string>
#include <vector>

namespace quire {
namespace {

using Session = std::unique_ptr<StoredSession>;

std::string id_of(const Session& session) { return session->state().value().id; }
std::string key_of(const std::string& id) { return "quire:/test:" + id; }
int number(const Session& session, const char* name) { return restore<int>(name, *session->load(name)).value(); }

void increment(void*, std::optional<Stored>& stored) {
  stored = store(stored ? restore<int>("n", *stored).value() + 1 : 1);
}

/// What the error says.
std::string error_in(const std::function<void()>& act, SessionError::Kind kind = SessionError::Kind::kUnavailable) {
  try {
    act();
  } catch (const SessionError& error) {
    CHECK(error.kind() == kind);
    return error.what();
  }
  FAIL("no SessionError");
  return {};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A Redis, and a store in it.
struct Tested {
  explicit Tested(const std::vector<std::string>& options = {},
                  const std::function<void(SessionSettings&)>& change = {},
                  RedisServer::Listens listens = RedisServer::Listens::kUnix)
      : server(options, listens), settings(redis_settings(server.url())) {
    if (change) change(settings);
    store = new_redis(settings, log);
  }
  long long left(const std::string& id) const { return server.ask({"PTTL", key_of(id)}).integer; }

  RedisServer server;
  SessionSettings settings;
  RedisLog log;
  std::unique_ptr<RedisStore> store;
};

TEST_CASE("sessions in redis", "[session]") {
  static RedisServer server;
  static RedisLog log;
  check_any_store([](TestedStore& tested) {
    SessionSettings settings = redis_settings(server.url());
    settings.limits = tested.limits;
    settings.timeout = tested.max_inactive;
    return new_redis(settings, log);
  });
}

TEST_CASE("redis expires sessions", "[session]") {
  Tested tested;
  const Session session = tested.store->create();
  const std::string id = id_of(session);
  // 60 s, a touch interval of 6 s, and one more.
  CHECK(tested.left(id) > 66'000);
  CHECK(tested.left(id) <= 67'000);
  SECTION("reading prolongs it when it was unused for as long as the touch interval") {
    tested.server.ask({"PEXPIRE", key_of(id), "62000"});
    CHECK(tested.store->find(id, true));
    CHECK(tested.left(id) <= 62'000);
    tested.server.ask({"PEXPIRE", key_of(id), "60500"});
    CHECK(tested.store->find(id, false));
    CHECK(tested.left(id) <= 60'500);
    const Session found = tested.store->find(id, true);
    CHECK(tested.left(id) > 66'000);
    CHECK(found->state()->last_accessed >= session->state()->last_accessed + 6);
    CHECK(tested.store->find(id, false)->state()->last_accessed >= session->state()->created);
  }
  SECTION("what prolongs it prolongs it when it writes") {
    tested.server.ask({"PEXPIRE", key_of(id), "62000"});
    tested.store->find(id, false)->save("n", store(1));
    CHECK(tested.left(id) <= 62'000);
    tested.store->find(id, true)->save("n", store(1));
    CHECK(tested.left(id) > 66'000);
  }
  SECTION("with limits of its own") {
    session->set_max_inactive(1000);
    CHECK(tested.left(id) > 1'060'000);
    CHECK(tested.store->find(id, true)->state()->max_inactive == 1000);
    session->set_max_inactive(-1);
    CHECK(tested.left(id) == -1);
    CHECK(tested.store->find(id, true)->state()->max_inactive == -1);
    CHECK(tested.left(id) == -1);
    session->save("n", store(1));
    CHECK(tested.left(id) == -1);
    tested.store->rotate_id(*session);
    CHECK(tested.left(id_of(session)) == -1);
    // What is left of it at the old key.
    CHECK(tested.left(id) > 29LL * 24 * 3600 * 1000);
    session->set_max_inactive(0);
    CHECK(tested.left(id_of(session)) <= 1000);
  }
  SECTION("an expired session is unknown") {
    tested.server.ask({"PEXPIRE", key_of(id), "1"});
    CHECK(becomes_true([&] { return tested.store->find(id, false) == nullptr; }));
    CHECK(has(error_in([&] { session->save("n", store(1)); }, SessionError::Kind::kEnded), "no longer"));
    CHECK_FALSE(session->state());
    CHECK(tested.server.ask({"EXISTS", key_of(id)}).integer == 0);
  }
}

TEST_CASE("a session that ended in redis is never revived", "[session]") {
  Tested tested;
  const Session session = tested.store->create();
  const std::string id = id_of(session);
  session->save("n", store(1));
  const Session other = tested.store->find(id, true);
  tested.store->remove(*session);
  CHECK(tested.left(id) > 60'000);
  CHECK(has(error_in([&] { other->save("n", store(2)); }, SessionError::Kind::kEnded), "no longer"));
  const std::vector<RedisReply> fields = tested.server.ask({"HKEYS", key_of(id)}).items;
  CHECK(std::ranges::none_of(fields, [](const RedisReply& field) { return field.text == "=n"; }));
  CHECK_FALSE(tested.store->find(id, true));
  // Nor one that was forgotten altogether.
  const Session next = tested.store->create();
  tested.server.ask({"FLUSHALL"});
  CHECK(has(error_in([&] { next->save("n", store(2)); }, SessionError::Kind::kEnded), "no longer"));
  CHECK(tested.server.ask({"DBSIZE"}).integer == 0);
}

TEST_CASE("what others have in redis is left alone", "[session]") {
  Tested tested;
  const Session session = tested.store->create();
  const std::string key = key_of(id_of(session));
  const auto check = [&](const std::string& part) {
    CHECK(has(error_in([&] { tested.store->find(id_of(session), true); }), part));
    CHECK(has(error_in([&] { session->save("n", store(1)); }), part));
    CHECK(has(error_in([&] { session->change("n", increment, nullptr); }), part));
    CHECK(has(error_in([&] { tested.store->rotate_id(*session); }), part));
    CHECK(has(error_in([&] { tested.store->remove(*session); }), part));
  };
  tested.server.ask({"SET", key, "mine"});
  check("another program");
  CHECK(tested.server.ask({"GET", key}).text == "mine");
  tested.server.ask({"DEL", key});
  tested.server.ask({"HSET", key, "a", "b"});
  check("another program");
  tested.server.ask({"HSET", key, "format", "2"});
  check("another version of Quire (format `2`");
  CHECK(tested.server.ask({"HLEN", key}).integer == 2);
  CHECK(tested.store->status().failures == 15);
}

TEST_CASE("values in redis that were damaged are reported", "[session]") {
  Tested tested;
  const Session session = tested.store->create();
  session->save("n", store(1));
  tested.server.ask({"HSET", key_of(id_of(session)), "=n", "?"});
  const Session found = tested.store->find(id_of(session), true);
  CHECK(has(error_in([&] { found->load("n"); }), "the attribute `n`"));
  found->save("n", store(2));
  CHECK(number(tested.store->find(id_of(session), true), "n") == 2);
}

TEST_CASE("only sessions that have not ended are listed", "[session]") {
  Tested tested;
  const Session session = tested.store->create();
  const Session ended = tested.store->create();
  tested.store->remove(*ended);
  for (const char* key : {"quire:/test:", "quire:/test:x", "quire:/testx:0123456789ABCDEF0123456789ABCDEF",
                          "quire:/test:0123456789ABCDEF0123456789ABCDEF"})
    tested.server.ask({"SET", key, "mine"});
  std::vector<std::string> ids;
  const auto take = [&](std::string_view id) {
    ids.emplace_back(id);
    return true;
  };
  tested.store->for_each(take);
  CHECK(ids == std::vector<std::string>{id_of(session)});
  // The prefix is not a pattern.
  RedisStore(tested.settings, "quire:/t?st:", [](std::string_view) {}).for_each(take);
  CHECK(ids.size() == 1);
}

TEST_CASE("scripts that redis has forgotten are sent again", "[session]") {
  Tested tested;
  const Session session = tested.store->create();
  session->save("n", store(1));
  tested.server.ask({"SCRIPT", "FLUSH"});
  session->save("n", store(2));
  CHECK(number(tested.store->find(id_of(session), true), "n") == 2);
}

TEST_CASE("large values are compressed in redis", "[session]") {
  Tested tested;
  const Session session = tested.store->create();
  const std::string text(200'000, 'x');
  session->save("text", store(text));
  CHECK(tested.server.ask({"HSTRLEN", key_of(id_of(session)), "=text"}).integer < 1000);
  CHECK(restore<std::string>("text", *tested.store->find(id_of(session), true)->load("text")) == text);
}

TEST_CASE("a change of a session in redis is made once, even if its answer was lost", "[session]") {
  Tested tested;
  const Session session = tested.store->create();
  session->save("n", store(1));
  const std::string key = key_of(id_of(session));
  const auto write = [&](const std::string& operation, const std::string& value, const std::string& expected) {
    const RedisReply reply = tested.server.ask(
        {"EVAL", redis_scripts().write.text, "1", key, operation, "1", "1000", "x", value, "1", expected});
    REQUIRE(reply.is_array());
    return static_cast<RedisOutcome>(reply.items.front().integer);
  };
  CHECK(write("operatiA", "one", "") == RedisOutcome::kDone);
  CHECK(write("operatiB", "two", "one") == RedisOutcome::kDone);
  CHECK(write("operatiA", "one", "") == RedisOutcome::kDone);
  CHECK(tested.server.ask({"HGET", key, "=x"}).text == "two");
  CHECK(write("operatiC", "three", "one") == RedisOutcome::kOvertaken);
  for (int index = 0; index < 16; ++index)
    CHECK(write("operat" + std::to_string(10 + index), "two", "two") == RedisOutcome::kDone);
  CHECK(tested.server.ask({"HSTRLEN", key, "recent"}).integer == 128);
  CHECK(write("operatiA", "one", "") == RedisOutcome::kOvertaken);
  SECTION("a new id too") {
    const std::string other = key + "2";
    const auto rename = [&](const std::string& operation) {
      return static_cast<RedisOutcome>(
          tested.server.ask({"EVAL", redis_scripts().rename.text, "2", key, other, operation}).items.front().integer);
    };
    CHECK(rename("operatiD") == RedisOutcome::kDone);
    CHECK(rename("operatiD") == RedisOutcome::kDone);
    CHECK(rename("operatiE") == RedisOutcome::kLost);
    CHECK(tested.server.ask({"HGET", other, "=x"}).text == "two");
  }
}

TEST_CASE("writes that no replica confirms fail", "[session]") {
  Tested tested({}, [](SessionSettings& settings) {
    settings.redis.replicas = 1;
    settings.shared.timeout = std::chrono::milliseconds(400);
  });
  CHECK(has(error_in([&] { tested.store->create(); }), "may or may not be kept: 0 of 1 replicas"));
  CHECK(tested.store->status().nodes.at(0).is_up);
  CHECK_FALSE(tested.store->status().nodes.at(0).is_in_sync);
  CHECK(tested.store->status().failures == 1);
}

TEST_CASE("redis refuses with advice", "[session]") {
  SECTION("too few replicas") {
    Tested tested({"--min-replicas-to-write", "1"});
    CHECK(has(error_in([&] { tested.store->create(); }), "min-replicas-to-write"));
  }
  SECTION("no memory") {
    Tested tested;
    const Session session = tested.store->create();
    session->save("n", store(1));
    tested.server.ask({"CONFIG", "SET", "maxmemory", "1"});
    CHECK(has(error_in([&] { session->save("n", store(2)); }, SessionError::Kind::kFull), "maxmemory"));
    CHECK(number(tested.store->find(id_of(session), true), "n") == 1);
  }
  SECTION("a replica") {
    RedisServer primary({}, RedisServer::Listens::kTcp);
    Tested tested({"--replicaof", "127.0.0.1 " + primary.port()},
                  [](SessionSettings& settings) { settings.shared.timeout = std::chrono::milliseconds(1000); });
    CHECK(has(error_in([&] { tested.store->create(); }), "replica"));
    CHECK(tested.log.has("replica"));
    tested.server.ask({"REPLICAOF", "NO", "ONE"});
    CHECK(becomes_true([&] { return tested.store->status().nodes.at(0).is_up; }));
    const Session session = tested.store->create();
    // Demoted while in use, with our connections open; of a primary that would send it other data, there would be
    // nothing to refuse any more.
    tested.server.ask({"REPLICAOF", "127.0.0.1", "1"});
    CHECK(has(error_in([&] { session->save("n", store(1)); }), "replica"));
  }
}

TEST_CASE("with an AOF, sessions survive the death of redis", "[session]") {
  Tested tested({"--appendonly", "yes", "--appendfsync", "always"});
  const Session session = tested.store->create();
  for (int round = 1; round <= 3; ++round) {
    session->change("n", increment, nullptr);
    tested.server.process().kill();
    tested.server.process().start();
    CHECK(becomes_true([&] { return tested.store->status().nodes.at(0).is_up; }));
    CHECK(number(tested.store->find(id_of(session), true), "n") == round);
  }
  CHECK(tested.store->status().failovers == 0);
}

TEST_CASE("calls are counted", "[session]") {
  Tested tested;
  const Session session = tested.store->create();
  const Session other = tested.store->find(id_of(session), true);
  other->save("n", store(5));
  session->change("n", increment, nullptr);
  CHECK(number(session, "n") == 6);
  const StoreStatus status = tested.store->status();
  CHECK(status.conflicts == 1);
  CHECK(status.failures == 0);
  std::uint64_t calls = 0;
  for (const std::uint64_t count : status.latency) calls += count;
  CHECK(calls == 5);
  CHECK(status.total_latency > 0);
  REQUIRE(status.nodes.size() == 1);
  CHECK(status.nodes[0].address == tested.server.process().address().text());
  CHECK(status.nodes[0].is_up);
  CHECK(status.nodes[0].is_in_sync);
}

}  // namespace
}  // namespace quire
