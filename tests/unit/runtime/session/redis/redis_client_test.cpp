#include "runtime/session/redis/redis_client.h"

#include "runtime/session/session_error.h"
#include "tests/unit/runtime/session/redis/redis_server.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <functional>
#include <string>
#include <thread>

namespace quire {
namespace {

using std::chrono::milliseconds;

std::string error_in(const std::function<void()>& act) {
  try {
    act();
  } catch (const SessionError& error) {
    CHECK(error.kind() == SessionError::Kind::kUnavailable);
    return error.what();
  }
  FAIL("no SessionError");
  return {};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// Accepts connections, and answers what it receives with always the same.
class Impostor {
 public:
  Impostor(const std::string& path, std::string answer) : answer_(std::move(answer)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    listener_ = Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    REQUIRE(::bind(listener_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(listener_.get(), 16) == 0);
    thread_ = std::thread([this] { serve(); });
  }
  ~Impostor() {
    ::shutdown(listener_.get(), SHUT_RDWR);
    thread_.join();
  }

 private:
  void serve() {
    for (;;) {
      const Descriptor client(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (!client) return;
      char bytes[1024];
      if (::recv(client.get(), bytes, sizeof bytes, 0) > 0) send_all(client.get(), answer_);
    }
  }

  Descriptor listener_;
  const std::string answer_;
  std::thread thread_;
};

SessionSettings impatient(const std::string& url) {
  SessionSettings settings = redis_settings(url);
  settings.shared.timeout = milliseconds(500);
  return settings;
}

TEST_CASE("a store whose redis is down at the start recovers", "[session]") {
  RedisServer server;
  server.process().kill();
  RedisLog log;
  const auto store = new_redis(redis_settings(server.url()), log);
  CHECK(becomes_true([&] { return log.has("redis cannot be used, and is tried again"); }));
  CHECK_FALSE(store->status().nodes.at(0).is_up);
  server.process().start();
  CHECK(becomes_true([&] { return store->status().nodes.at(0).is_up; }));
  CHECK(store->create());
  CHECK(becomes_true([&] { return log.has("can be used again"); }));
}

TEST_CASE("the log says once that redis is lost, and once that it is back", "[session]") {
  RedisServer server;
  RedisLog log;
  const auto store = new_redis(impatient(server.url()), log);
  const std::unique_ptr<StoredSession> session = store->create();
  const std::string id = session->state()->id;
  server.process().kill();
  for (int round = 0; round < 5; ++round) CHECK_THROWS_AS(store->find(id, true), SessionError);
  const std::string lines = log.text();
  constexpr std::string_view kLost = "redis cannot be used, and is tried again";
  const std::size_t lost = lines.find(kLost);
  CAPTURE(lines);
  REQUIRE(lost != std::string::npos);
  CHECK(lines.find(kLost, lost + 1) == std::string::npos);
  server.process().start();
  // On a busy machine, a redis that starts may be lost once more.
  CHECK(becomes_true([&] {
    try {
      return store->create() != nullptr;
    } catch (const SessionError&) {
      return false;
    }
  }));
  CHECK(becomes_true([&] { return log.has("used again"); }));
}

TEST_CASE("a redis that hangs is noticed, and not waited for again", "[session]") {
  RedisServer server;
  RedisLog log;
  const auto store = new_redis(impatient(server.url()), log);
  const std::unique_ptr<StoredSession> session = store->create();
  const std::string id = session->state()->id;
  server.process().pause();
  CHECK(has(error_in([&] { store->find(id, true); }), "in time"));
  CHECK_FALSE(store->status().nodes.at(0).is_up);
  CHECK(has(error_in([&] { session->save("n", quire::store(1)); }), "nothing was stored"));
  server.process().go_on();
  CHECK(becomes_true([&] { return store->status().nodes.at(0).is_up; }));
  CHECK(store->find(id, true));
}

TEST_CASE("a write whose answer is lost may or may not be kept", "[session]") {
  RedisServer server;
  RedisLog log;
  SessionSettings settings = impatient(server.url());
  const auto store = new_redis(settings, log);
  const std::unique_ptr<StoredSession> session = store->create();
  // Redis knows the script from then on.
  session->save("m", quire::store(1));
  server.process().pause();
  CHECK(has(error_in([&] { session->save("n", quire::store(1)); }), "may or may not be kept"));
  server.process().go_on();
  CHECK(becomes_true([&] { return store->status().nodes.at(0).is_up; }));
  // Redis has read it from the connection that was given up.
  CHECK(becomes_true([&] { return store->find(session->state()->id, true)->load("n").has_value(); }));
}

TEST_CASE("connections that redis closed while they were idle are replaced unnoticed", "[session]") {
  RedisServer server;
  RedisLog log;
  const auto store = new_redis(redis_settings(server.url()), log);
  const std::unique_ptr<StoredSession> session = store->create();
  for (int round = 0; round < 3; ++round) {
    server.ask({"CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"});
    session->save("n", quire::store(round));
  }
  CHECK(store->status().retries == 0);
  CHECK_FALSE(log.has("redis cannot be used"));
}

TEST_CASE("passwords of redis", "[session]") {
  RedisServer server({"--requirepass", "secret", "--user", "ada", "on", ">word", "~*", "+@all", "-config", "-role"});
  SessionSettings settings = impatient(server.url());
  RedisLog log;
  const auto tried = [&] { return new_redis(settings, log); };
  SECTION("none") {
    CHECK(has(error_in([&] { tried()->create(); }), "set `password`"));
  }
  SECTION("a wrong one") {
    settings.redis.password = "wrong";
    CHECK(has(error_in([&] { tried()->create(); }), "refuses the user or the password"));
    CHECK_FALSE(log.has("wrong"));
  }
  SECTION("that in the settings takes precedence over that in the URL") {
    settings.redis.url = "unix://:wrong@" + server.process().address().unix_path + "?db=3";
    settings.redis.password = "secret";
    CHECK(tried()->create());
    CHECK(server.ask({"DBSIZE"}, "secret").integer == 0);
  }
  SECTION("a user who may not ask for the settings") {
    settings.redis.url = "unix://ada:word@" + server.process().address().unix_path;
    CHECK(tried()->create());
    CHECK(log.has("could not be checked"));
  }
}

TEST_CASE("what is not redis is not used", "[session]") {
  const TemporaryFolder folder;
  const std::string path = folder.path("socket");
  RedisLog log;
  SECTION("nonsense") {
    const Impostor impostor(path, "HTTP/1.1 400 Bad Request\r\n\r\n");
    CHECK(has(error_in([&] { new_redis(impatient("unix://" + path), log)->create(); }), "not the protocol of Redis"));
  }
  SECTION("an announcement without an end") {
    const Impostor impostor(path, "$2000000000\r\nabc");
    CHECK(has(error_in([&] { new_redis(impatient("unix://" + path), log)->create(); }), "cannot be used"));
  }
  SECTION("silence") {
    const Impostor impostor(path, "");
    CHECK(has(error_in([&] { new_redis(impatient("unix://" + path), log)->create(); }), "cannot be used"));
  }
  SECTION("a URL that is wrong") {
    CHECK(has(error_in([&] { new_redis(impatient("http://x"), log)->create(); }), "`url` in [session]"));
  }
}

}  // namespace
}  // namespace quire
