#include "runtime/session/redis/redis_primary.h"

#include "runtime/session/session_error.h"
#include "tests/unit/runtime/session/redis/redis_server.h"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace quire {
namespace {

int number(StoredSession& session, const char* name) { return restore<int>(name, *session.load(name)).value(); }

/// Finds a session, if necessary after the next change of the primary: on a machine that is busy, the Sentinels may
/// take it for dead.
std::unique_ptr<StoredSession> find(RedisStore& store, const std::string& id) {
  std::unique_ptr<StoredSession> found;
  const bool is_found = becomes_true([&] {
    try {
      found = store.find(id, true);
      return true;
    } catch (const SessionError&) {
      return false;
    }
  });
  REQUIRE(is_found);
  REQUIRE(found);
  return found;
}

/// A Sentinel of a primary that it calls `shop`.
class Sentinel {
 public:
  explicit Sentinel(const std::string& primary_port)
      : port_(free_port()),
        process_({"redis-server", write(primary_port), "--sentinel"}, {"127.0.0.1", port_, {}}, folder_.path("log")) {}
  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  RedisReply ask(const std::vector<std::string_view>& words) const {
    RedisConnection connection(resolve(process_.address()), "", RedisLogin());
    RedisCommands commands;
    commands.add(words);
    return connection.exchange(commands).front();
  }
  ServerProcess& process() { return process_; }

 private:
  std::string write(const std::string& primary_port) {
    return folder_.write("sentinel.conf", "port " + std::to_string(port_) + "\nbind 127.0.0.1\ndir " + folder_.path() +
                                              "\nsentinel monitor shop 127.0.0.1 " + primary_port +
                                              " 2\nsentinel down-after-milliseconds shop 300\n"
                                              "sentinel failover-timeout shop 2000\n");
  }

  TemporaryFolder folder_;
  const std::uint16_t port_;
  ServerProcess process_;
};

/// The number after `name=` in what a Sentinel knows of the primary.
std::string known(const Sentinel& sentinel, std::string_view name) {
  const RedisReply reply = sentinel.ask({"SENTINEL", "MASTER", "shop"});
  for (std::size_t index = 0; index + 1 < reply.items.size(); index += 2)
    if (reply.items[index].text == name) return reply.items[index + 1].text;
  return {};
}

/// A primary, a replica and three Sentinels, set up as the promise needs it.
class Cluster {
 public:
  Cluster() {
    REQUIRE(becomes_true([&] { return primary.ask({"WAIT", "1", "1"}).integer == 1; }));
    for (int index = 0; index < 3; ++index) sentinels_.push_back(std::make_unique<Sentinel>(primary.port()));
    for (const auto& sentinel : sentinels_)
      REQUIRE(becomes_true([&] {
        return known(*sentinel, "num-other-sentinels") == "2" && known(*sentinel, "num-slaves") == "1" &&
               replica.ask({"INFO", "replication"}).text.find("master_link_status:up") != std::string::npos;
      }));
  }
  SessionSettings settings() const {
    SessionSettings settings = redis_settings("redis://ignored");
    settings.shared.timeout = std::chrono::milliseconds(1000);
    settings.redis.replicas = 1;
    settings.redis.master = "shop";
    for (const auto& sentinel : sentinels_) settings.redis.sentinels.push_back(sentinel->address());
    return settings;
  }
  /// Starts the old primary, as a replica of the new one, which takes no writes without one. The Sentinels would do so
  /// some seconds later.
  void bring_back() {
    primary.process().start();
    REQUIRE(becomes_true([&] {
      try {
        return !primary.ask({"REPLICAOF", "127.0.0.1", replica.port()}).is_error();
      } catch (const StoreFailure&) {
        // It is loading its data.
        return false;
      }
    }));
  }

  RedisServer primary{options(), RedisServer::Listens::kTcp};
  RedisServer replica{options("127.0.0.1 " + primary.port()), RedisServer::Listens::kTcp};

 private:
  static std::vector<std::string> options(const std::string& replica_of = {}) {
    std::vector<std::string> options{"--min-replicas-to-write", "1", "--min-replicas-max-lag", "10"};
    options.insert(options.end(), {"--appendonly", "yes", "--repl-ping-replica-period", "1"});
    if (!replica_of.empty()) options.insert(options.end(), {"--replicaof", replica_of});
    return options;
  }

  std::vector<std::unique_ptr<Sentinel>> sentinels_;
};

TEST_CASE("the Sentinels are asked for the primary, and no acknowledged write is lost with it", "[session]") {
  Cluster cluster;
  RedisLog log;
  const auto store = new_redis(cluster.settings(), log);
  const std::unique_ptr<StoredSession> session = store->create();
  const StoreStatus::Node node = store->status().nodes.at(0);
  CHECK(node.address == "127.0.0.1:" + cluster.primary.port());
  CHECK(node.name == "shop");
  CHECK(node.is_in_sync);
  CHECK_FALSE(log.has("not each write"));

  constexpr int kThreads = 3;
  std::vector<std::string> ids;
  for (int index = 0; index < kThreads; ++index) ids.push_back(store->create()->state()->id);
  std::vector<int> acknowledged(kThreads);
  std::atomic<int> count{0};
  std::vector<std::jthread> threads;
  for (int index = 0; index < kThreads; ++index)
    threads.emplace_back([&, index](const std::stop_token& stop) {
      for (int value = 1; !stop.stop_requested(); ++value) try {
          store->find(ids[index], true)->save("n", quire::store(value));
          acknowledged[index] = value;
          ++count;
        } catch (const SessionError&) {
          ::poll(nullptr, 0, 5);
        }
    });
  CHECK(becomes_true([&] { return count > 200; }));
  cluster.primary.process().kill();
  CHECK(becomes_true([&] { return store->status().nodes.at(0).address == "127.0.0.1:" + cluster.replica.port(); }));
  cluster.bring_back();
  const int before = count;
  CHECK(becomes_true([&] { return count > before + 50; }));
  threads.clear();
  for (int index = 0; index < kThreads; ++index) CHECK(number(*find(*store, ids[index]), "n") >= acknowledged[index]);
  CHECK(store->status().failovers >= 1);
  CHECK(log.has("is now the primary, instead of"));
}

TEST_CASE("Sentinels that cannot be asked are reported", "[session]") {
  RedisServer server({}, RedisServer::Listens::kTcp);
  Sentinel sentinel(server.port());
  SessionSettings::Redis settings;
  settings.url = "redis://ignored/2";
  settings.sentinels = {"127.0.0.1:1", sentinel.address()};
  const auto failure = [&] {
    try {
      RedisPrimary(settings, std::chrono::milliseconds(1000), 1000).find();
    } catch (const StoreFailure& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(failure().find("does not know `mymaster`") != std::string::npos);
  settings.master = "shop";
  CHECK(failure().empty());
  settings.sentinel_password = "unasked";
  CHECK(failure().find("Sentinel at 127.0.0.1:") != std::string::npos);
  settings.sentinels = {"x y"};
  CHECK(failure().find("`sentinels`") != std::string::npos);
}

}  // namespace
}  // namespace quire
