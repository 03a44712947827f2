#include "runtime/session/redis/redis_value.h"

#include <catch2/catch.hpp>
#include <string>

namespace quire {
namespace {

constexpr std::size_t kMost = 100'000;

std::string text_in(const std::string& bytes, std::size_t most = kMost) {
  return restore<std::string>("x", decode_redis_value(bytes, most)).value();
}

TEST_CASE("attributes in redis are compressed if that helps", "[session]") {
  const std::string text(10'000, 'x');
  CHECK(encode_redis_value(store(text), 0).size() > text.size());
  CHECK(encode_redis_value(store(text), 20'000).size() > text.size());
  const std::string small = encode_redis_value(store(text), 4096);
  CHECK(small.size() < 200);
  CHECK(text_in(small) == text);
  CHECK(text_in(encode_redis_value(store(text), 0)) == text);
  std::string noise;
  unsigned state = 1;
  while (noise.size() < 10'000) noise += static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
  CHECK(encode_redis_value(store(noise), 4096) == encode_redis_value(store(noise), 0));
}

TEST_CASE("damaged attributes of redis are refused", "[session]") {
  const std::string small = encode_redis_value(store(std::string(50'000, 'x')), 4096);
  CHECK_THROWS_AS(text_in(small, 10'000), std::runtime_error);
  for (std::size_t size = 0; size < small.size(); ++size)
    CHECK_THROWS_AS(text_in(small.substr(0, size)), std::runtime_error);
  const std::string plain = encode_redis_value(store(1), 0);
  for (std::size_t size = 0; size < plain.size(); ++size)
    CHECK_THROWS_AS(decode_redis_value(plain.substr(0, size), kMost), std::runtime_error);
  CHECK_THROWS_AS(text_in("\x03" + plain.substr(1)), std::runtime_error);
}

}  // namespace
}  // namespace quire
