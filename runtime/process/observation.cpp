#include "runtime/process/observation.h"

#include "runtime/log/server_log.h"

#include <chrono>
#include <utility>

namespace quire {
namespace {

/// For whoever collects metrics, so that they cannot use up what clients need.
constexpr std::size_t kMaxConnections = 64;

}  // namespace

Result<bool> Observation::open_access_log(const LogSettings& settings, std::size_t lanes, int output) {
  if (settings.access.empty()) return false;
  Result<std::unique_ptr<AccessLog>> log = AccessLog::open(settings, lanes, output);
  if (!log) return log.error();
  access_log_ = *std::move(log);
  observers_.add(*access_log_);
  return true;
}

void Observation::count_requests() {
  if (!std::exchange(counts_requests_, true)) observers_.add(counters_);
}

void Observation::show(net::EventLoops& loops, int listener, const std::string& path,
                       std::function<MetricsHandler::Gauges()> gauges) {
  handler_.emplace(counters_, path, [this, gauges = std::move(gauges)] {
    count_lost_lines();
    return gauges();
  });
  server_.emplace(loops, *handler_, net::Server::Options{.max_connections = kMaxConnections});
  server_->listen(listener);
}

PageObservation Observation::of_pages() { return {counts_requests_ ? &counters_ : nullptr, observers_.needs()}; }

void Observation::leave() {
  if (server_) server_->drain({std::chrono::milliseconds(0)});
}

void Observation::reopen_logs() {
  if (access_log_) access_log_->reopen();
  reopen_server_log();
}

void Observation::flush() {
  if (access_log_) access_log_->flush();
  count_lost_lines();
  flush_server_log();
}

/// The logs count those of this process, and the counters those of all.
void Observation::count_lost_lines() {
  const auto add = [this](std::atomic<std::uint64_t>& counted, std::uint64_t now, ServerCounters::Event event) {
    counters_.count(event, now - counted.exchange(now));
  };
  if (access_log_) add(lost_access_lines_, access_log_->lost(), ServerCounters::Event::kAccessLineLost);
  add(lost_server_lines_, lost_server_log_lines(), ServerCounters::Event::kServerLineLost);
}

}  // namespace quire
