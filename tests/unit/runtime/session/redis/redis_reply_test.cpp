#include "runtime/session/redis/redis_reply.h"

#include "runtime/session/store_socket.h"

#include <catch2/catch.hpp>
#include <string>

namespace quire {
namespace {

using namespace std::string_literals;

using Kind = RedisReply::Kind;

/// The only reply in the bytes, which arrive one by one.
RedisReply read(std::string_view bytes) {
  RedisReader reader;
  for (std::size_t index = 0; index < bytes.size(); ++index) {
    CHECK_FALSE(reader.next());
    reader.feed(bytes.substr(index, 1));
  }
  std::optional<RedisReply> reply = reader.next();
  REQUIRE(reply);
  CHECK_FALSE(reader.next());
  return *std::move(reply);
}

TEST_CASE("commands are written as RESP", "[session]") {
  RedisCommands commands;
  commands.add({"GET", "a\r\n\0b"s, ""});
  commands.add({"PING"});
  CHECK(commands.count() == 2);
  CHECK(commands.bytes() == "*3\r\n$3\r\nGET\r\n$5\r\na\r\n\0b\r\n$0\r\n\r\n*1\r\n$4\r\nPING\r\n"s);
}

TEST_CASE("replies of redis are read", "[session]") {
  CHECK(read("+OK\r\n").kind == Kind::kStatus);
  CHECK(read("$-1\r\n").kind == Kind::kNil);
  CHECK(read(":-12\r\n").integer == -12);
  CHECK(read("$4\r\na\r\nb\r\n").text == "a\r\nb");
  CHECK(read("-READONLY You can't\r\n").error_code() == "READONLY");
  CHECK(read("-ERR Error running script (call to f_1): @user_script:5: -OOM command not allowed\r\n").error_code() ==
        "OOM");
  CHECK(read("-ERR wrong number of arguments\r\n").error_code() == "ERR");
  CHECK(read("+READONLY x\r\n").error_code().empty());
  const RedisReply nested = read("*4\r\n*2\r\n:1\r\n$1\r\na\r\n*0\r\n$1\r\nb\r\n*1\r\n*1\r\n:2\r\n");
  REQUIRE(nested.items.size() == 4);
  CHECK(nested.items[0].items[1].text == "a");
  CHECK(nested.items[1].is_array());
  CHECK(nested.items[2].text == "b");
  CHECK(nested.items[3].items[0].items[0].integer == 2);
  RedisReader two;
  two.feed(":1\r\n:2\r\n");
  CHECK(two.next()->integer == 1);
  CHECK(two.next()->integer == 2);
}

TEST_CASE("what is not RESP is refused, and lengths that promise much cost nothing", "[session]") {
  for (const char* bytes : {"HTTP/1.1 200 OK\r\n", "\x15\x03\x01", "*x\r\n", "$1x\r\n", ":1a\r\n", "$-2\r\n", "*-2\r\n",
                            "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n"}) {
    RedisReader reader;
    reader.feed(bytes);
    CAPTURE(bytes);
    CHECK_THROWS_AS(reader.next(), StoreFailure);
  }
  RedisReader reader;
  reader.feed("*2000000000\r\n$2000000000\r\nx");
  CHECK_FALSE(reader.next());
  RedisReader full;
  std::string many = "*2000000\r\n";
  for (int index = 0; index < 2'000'000; ++index) many += ":1\r\n";
  full.feed(many);
  CHECK_THROWS_AS(full.next(), StoreFailure);
}

}  // namespace
}  // namespace quire
