#include "runtime/session/store_meter.h"

#include <catch2/catch.hpp>
#include <cstdint>
#include <numeric>

namespace quire {
namespace {

TEST_CASE("a store's reads and writes are counted by their duration", "[session]") {
  StoreMeter meter;
  {
    const StoreMeter::Timing timing(meter);
  }
  {
    const StoreMeter::Timing timing(meter);
  }
  meter.count_retry();
  meter.count_conflict();
  meter.count_conflict();
  meter.count_failover();
  meter.count_failure();
  const StoreStatus status = meter.status();
  CHECK(std::accumulate(status.latency.begin(), status.latency.end(), std::uint64_t{0}) == 2);
  CHECK(status.total_latency >= 2);
  CHECK(status.retries == 1);
  CHECK(status.conflicts == 2);
  CHECK(status.failovers == 1);
  CHECK(status.failures == 1);
}

}  // namespace
}  // namespace quire
