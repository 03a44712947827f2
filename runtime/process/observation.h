#ifndef QUIRE_RUNTIME_PROCESS_OBSERVATION_H_
#define QUIRE_RUNTIME_PROCESS_OBSERVATION_H_

#include "runtime/base/result.h"
#include "runtime/log/access_log.h"
#include "runtime/log/answer_observers.h"
#include "runtime/net/server.h"
#include "runtime/serve/metrics_handler.h"
#include "runtime/serve/page_notes.h"
#include "runtime/serve/server_counters.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace quire {

/// What a worker lets operators see of its requests: access log, counters, and the connector that shows
/// these. Thread-safe unless noted.
class Observation {
 public:
  /// `counters` is the memory that the server's processes share, or -1.
  explicit Observation(int counters) : counters_(counters) {}
  Observation(const Observation&) = delete;
  Observation& operator=(const Observation&) = delete;

  /// Opens the access log, if there is one. `output` is standard output. Call it before the server that it
  /// observes is made, on the main thread.
  Result<bool> open_access_log(const LogSettings& settings, std::size_t lanes, int output);
  /// Counts requests, and shows them on `listener`, a listening socket. Call it before the loops run, on
  /// the main thread.
  void show(net::EventLoops& loops, int listener, const std::string& path,
            std::function<MetricsHandler::Gauges()> gauges);
  /// Has `show` count requests, although it is called later.
  void count_requests();

  /// For the server; null if nobody wants to know.
  AnswerObserver* observer() { return observers_.is_empty() ? nullptr : &observers_; }
  PageObservation of_pages();
  ServerCounters& counters() { return counters_; }

  /// Stops showing.
  void leave();
  /// Opens the logs again, after somebody has renamed them.
  void reopen_logs();
  /// Writes what is queued for the logs, before the process ends.
  void flush();

 private:
  void count_lost_lines();

  ServerCounters counters_;
  std::unique_ptr<AccessLog> access_log_;
  AnswerObservers observers_;
  bool counts_requests_ = false;
  std::optional<MetricsHandler> handler_;
  std::optional<net::Server> server_;
  std::atomic<std::uint64_t> lost_access_lines_{0};
  std::atomic<std::uint64_t> lost_server_lines_{0};
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_OBSERVATION_H_
