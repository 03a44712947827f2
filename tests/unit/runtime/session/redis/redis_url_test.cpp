#include "runtime/session/redis/redis_url.h"

#include <catch2/catch.hpp>
#include <string>

namespace quire {
namespace {

RedisUrl parsed(const std::string& text) {
  std::string mistake;
  const std::optional<RedisUrl> url = parse_redis_url(text, mistake);
  INFO(text + ": " + mistake);
  REQUIRE(url);
  return *url;
}

std::string mistake_in(const std::string& text) {
  std::string mistake;
  INFO(text);
  CHECK_FALSE(parse_redis_url(text, mistake));
  return mistake;
}

StoreAddress at(const std::string& host, std::uint16_t port) { return {host, port, {}}; }

TEST_CASE("URLs of redis", "[session]") {
  CHECK(parsed("redis://127.0.0.1:6380/3") == RedisUrl{at("127.0.0.1", 6380), "", "", 3, false});
  CHECK(parsed("redis://db.example.com") == RedisUrl{at("db.example.com", 6379), "", "", 0, false});
  CHECK(parsed("redis://db/") == RedisUrl{at("db", 6379), "", "", 0, false});
  CHECK(parsed("rediss://[::1]:7000/0") == RedisUrl{at("::1", 7000), "", "", 0, true});
  CHECK(parsed("redis://:secret@db") == RedisUrl{at("db", 6379), "", "secret", 0, false});
  CHECK(parsed("redis://ada:a%40b%3a@db/1") == RedisUrl{at("db", 6379), "ada", "a@b:", 1, false});
  CHECK(parsed("redis://ada:a@b/c:d@db/1") == RedisUrl{at("db", 6379), "ada", "a@b/c:d", 1, false});
  CHECK(parsed("unix:///run/redis.sock") == RedisUrl{{"", 0, "/run/redis.sock"}, "", "", 0, false});
  CHECK(parsed("unix:///run/a%20b?db=7") == RedisUrl{{"", 0, "/run/a b"}, "", "", 7, false});
  CHECK(parsed("unix://ada:x@/run/a@b") == RedisUrl{{"", 0, "/run/a@b"}, "ada", "x", 0, false});
}

TEST_CASE("what is not a URL of redis is explained without the password", "[session]") {
  for (const char* text : {"", "redis", "http://db", "REDIS://db", "redis:/db", "127.0.0.1:6379"})
    CHECK(mistake_in(text).find("must begin with") != std::string::npos);
  for (const char* text : {"redis://", "redis:///1", "redis://:6379", "redis://db:0", "redis://db:99999", "redis://a b",
                           "redis:///run/redis.sock", "redis://x:secret@", "redis://:secret@db:port"})
    CHECK(mistake_in(text).find("secret") == std::string::npos);
  for (const char* text : {"redis://db/x", "redis://db/-1", "redis://db/1/2", "redis://db/1?x",
                           "redis://db/99999999999", "unix:///run/a?db=", "unix:///run/a?db=x"})
    CHECK(mistake_in(text).find("database") != std::string::npos);
  CHECK(mistake_in("redis://:100%@db").find("%25") != std::string::npos);
  CHECK(mistake_in("redis://ada@db").find("password") != std::string::npos);
  CHECK(mistake_in("unix://run/redis.sock").find("path") != std::string::npos);
  CHECK(mistake_in("unix:///" + std::string(200, 'x')).find("path") != std::string::npos);
  CHECK(mistake_in("unix:///run/a%00b").find("path") != std::string::npos);
  CHECK(mistake_in("unix:///run/a?x=1").find("?db=") != std::string::npos);
}

}  // namespace
}  // namespace quire
