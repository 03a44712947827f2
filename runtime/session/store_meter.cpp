#include "runtime/session/store_meter.h"

#include <algorithm>
#include <cstddef>

namespace quire {

StoreStatus StoreMeter::status() const {
  StoreStatus status;
  std::ranges::copy(latency_, status.latency.begin());
  status.total_latency = total_latency_;
  status.retries = retries_;
  status.conflicts = conflicts_;
  status.failovers = failovers_;
  status.failures = failures_;
  return status;
}

void StoreMeter::add(std::chrono::nanoseconds duration) {
  const auto microseconds = static_cast<std::uint64_t>(std::chrono::ceil<std::chrono::microseconds>(duration).count());
  const auto& bounds = StoreStatus::kLatencies;
  const auto index = static_cast<std::size_t>(std::ranges::lower_bound(bounds, microseconds) - bounds.begin());
  latency_[index].fetch_add(1, std::memory_order_relaxed);
  total_latency_.fetch_add(microseconds, std::memory_order_relaxed);
}

}  // namespace quire
