#include "runtime/session/memcached/meta_answer.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

using Code = MetaAnswer::Code;

TEST_CASE("answers of memcached are read", "[memcached]") {
  const auto value = parse_meta_answer("VA 12 c345 t-1 f0");
  REQUIRE(value);
  CHECK(value->code == Code::kValue);
  CHECK(value->size == 12);
  CHECK(value->cas == 345);
  CHECK(value->ttl == -1);
  CHECK(parse_meta_answer("HD c7")->cas == 7);
  CHECK(parse_meta_answer("HD t60")->ttl == 60);
  CHECK(parse_meta_answer("EN")->code == Code::kMissing);
  CHECK(parse_meta_answer("NF")->code == Code::kMissing);
  CHECK(parse_meta_answer("EX")->code == Code::kExists);
  CHECK(parse_meta_answer("NS")->code == Code::kNotStored);
  CHECK(parse_meta_answer("MN")->code == Code::kNoop);
  CHECK(parse_meta_answer("SERVER_ERROR out of memory")->error == "SERVER_ERROR out of memory");
  CHECK(parse_meta_answer("ERROR")->code == Code::kError);
}

TEST_CASE("anything else is refused", "[memcached]") {
  for (const char* line :
       {"", "VA", "VA x", "VA 1x", "VA -1", "VA 99999999999999999999", "HD cx", "HD c-1", "va 1", "HTTP/1.1 400"})
    CHECK_FALSE(parse_meta_answer(line));
}

TEST_CASE("keys of a dump are decoded", "[memcached]") {
  CHECK(parse_dumped_key("key=quire%3A%2Fshop%3AAB exp=-1 la=1 cas=2 fetch=no cls=1 size=63") == "quire:/shop:AB");
  CHECK(parse_dumped_key("key=a") == "a");
  CHECK(parse_dumped_key("BUSY currently processing crawler request").empty());
  CHECK(parse_dumped_key("key=%zz x").empty());
}

}  // namespace
}  // namespace quire
