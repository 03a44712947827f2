#ifndef QUIRE_RUNTIME_SERVE_METRICS_HANDLER_H_
#define QUIRE_RUNTIME_SERVE_METRICS_HANDLER_H_

#include "runtime/net/exchange.h"
#include "runtime/serve/server_counters.h"
#include "runtime/session/store_status.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace quire {

/// Answers `/health` (200 and `ok`, or 503 while the server ends) and the path of the metrics (OpenMetrics
/// text), on a connector of their own. Thread-safe.
class MetricsHandler final : public net::Handler {
 public:
  /// What a worker knows about itself at this moment.
  struct Gauges {
    bool is_leaving = false;
    std::size_t sites = 0;
    std::size_t sessions = 0;
    std::size_t connections = 0;
    std::size_t connection_memory = 0;
    std::size_t threads = 0;
    /// Stopped for good by faults.
    std::size_t lost_threads = 0;
    std::uint64_t stalls = 0;
    std::uint64_t starved = 0;
    /// Of sessions that other machines share.
    std::vector<StoreStatus> stores = {};
  };

  /// `counters` must outlive this.
  MetricsHandler(const ServerCounters& counters, std::string path, std::function<Gauges()> gauges)
      : counters_(counters), path_(std::move(path)), gauges_(std::move(gauges)) {}

  void handle(std::shared_ptr<net::Exchange> exchange) override;

 private:
  std::string metrics() const;

  const ServerCounters& counters_;
  const std::string path_;
  const std::function<Gauges()> gauges_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_METRICS_HANDLER_H_
