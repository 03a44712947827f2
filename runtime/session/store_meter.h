#ifndef QUIRE_RUNTIME_SESSION_STORE_METER_H_
#define QUIRE_RUNTIME_SESSION_STORE_METER_H_

#include "runtime/session/store_status.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>

namespace quire {

/// Counts what a store does. Thread-safe.
class StoreMeter {
 public:
  /// Counts the time until it is destroyed as one read or write.
  class Timing {
   public:
    explicit Timing(StoreMeter& meter) : meter_(meter), start_(std::chrono::steady_clock::now()) {}
    ~Timing() { meter_.add(std::chrono::steady_clock::now() - start_); }
    Timing(const Timing&) = delete;
    Timing& operator=(const Timing&) = delete;

   private:
    StoreMeter& meter_;
    const std::chrono::steady_clock::time_point start_;
  };

  void count_retry() { ++retries_; }
  void count_conflict() { ++conflicts_; }
  void count_failover() { ++failovers_; }
  void count_failure() { ++failures_; }
  /// All but the nodes.
  StoreStatus status() const;

 private:
  void add(std::chrono::nanoseconds duration);

  std::array<std::atomic<std::uint64_t>, StoreStatus::kLatencies.size() + 1> latency_{};
  std::atomic<std::uint64_t> total_latency_{0};
  std::atomic<std::uint64_t> retries_{0};
  std::atomic<std::uint64_t> conflicts_{0};
  std::atomic<std::uint64_t> failovers_{0};
  std::atomic<std::uint64_t> failures_{0};
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_STORE_METER_H_
