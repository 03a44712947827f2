#include "runtime/net/rate_floor.h"

#include <catch2/catch.hpp>

namespace quire::net {
namespace {

using namespace std::chrono_literals;

TEST_CASE("octets earn the time that they take at the rate") {
  RateFloor floor(30s, 500);
  floor.begin();
  CHECK(floor.left() == 30s);
  floor.spend(20s);
  CHECK(floor.left() == 10s);
  floor.count(500);
  CHECK(floor.left() == 11s);
  floor.count(1);
  CHECK(floor.left() == 11'002ms);
  floor.count(0);
  floor.spend(1h);
  CHECK(floor.left() == 0ms);
  floor.count(UINT64_MAX);
  CHECK(floor.left() == 30s);
}

TEST_CASE("without a rate, anything is enough") {
  RateFloor floor(30s, 0);
  floor.begin();
  floor.spend(30s);
  floor.count(0);
  CHECK(floor.left() == 0s);
  floor.count(1);
  CHECK(floor.left() == 30s);
}

}  // namespace
}  // namespace quire::net
