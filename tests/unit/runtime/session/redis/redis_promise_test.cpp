#include "runtime/session/redis/redis_promise.h"

#include "tests/unit/runtime/session/redis/redis_server.h"

#include <catch2/catch.hpp>
#include <string>

namespace quire {
namespace {

std::string doubts(const RedisServer& server, const SessionSettings::Redis& settings) {
  RedisConnection connection(resolve(const_cast<RedisServer&>(server).process().address()), "", RedisLogin());
  return doubts_about_promise(connection, settings).value_or("");
}

TEST_CASE("what the promise needs is checked", "[session]") {
  SessionSettings::Redis settings;
  settings.replicas = 1;
  const auto has = [](const std::string& text, const char* part) { return text.find(part) != std::string::npos; };
  SECTION("nothing is set") {
    const RedisServer server({"--maxmemory-policy", "allkeys-lru"});
    const std::string all = doubts(server, settings);
    for (const char* name : {"appendonly", "min-replicas-to-write", "maxmemory-policy", "names 0", "not each write"})
      CHECK(has(all, name));
    CHECK_FALSE(has(all, "max-lag"));
    settings.replicas = 0;
    const std::string alone = doubts(server, settings);
    CHECK(has(alone, "appendonly"));
    CHECK_FALSE(has(alone, "replicas"));
    CHECK_FALSE(has(alone, "sentinels"));
  }
  SECTION("all is set") {
    settings.sentinels = {"a", "b", "c"};
    const RedisServer server({"--appendonly", "yes", "--min-replicas-to-write", "1"}, RedisServer::Listens::kTcp);
    CHECK(has(doubts(server, settings), "it has 0 replicas now"));
    const RedisServer replica({"--replicaof", "127.0.0.1 " + server.port()});
    const RedisServer second({"--replicaof", "127.0.0.1 " + server.port()});
    CHECK(becomes_true([&] { return has(doubts(server, settings), "it has 2 replicas, and `replicas`"); }));
    settings.replicas = 2;
    CHECK(doubts(server, settings).empty());
    server.ask({"CONFIG", "SET", "min-replicas-max-lag", "11"});
    CHECK(has(doubts(server, settings), "max-lag"));
  }
}

}  // namespace
}  // namespace quire
