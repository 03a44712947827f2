#include "runtime/serve/metrics_handler.h"

#include "runtime/serve/open_metrics.h"

#include <string_view>

namespace quire {
namespace {

constexpr std::string_view kText = "text/plain; charset=utf-8";
constexpr std::string_view kMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8";

void answer(net::Exchange& exchange, int status, std::string_view type, std::string body) {
  exchange.respond({status, {{"Content-Type", std::string(type)}, {"Cache-Control", "no-store"}}}, std::move(body));
}

}  // namespace

void MetricsHandler::handle(std::shared_ptr<net::Exchange> exchange) {
  const http::RequestHead& head = exchange->head();
  const bool is_health = head.path == "/health";
  if (!is_health && head.path != path_)
    return answer(*exchange, 404, kText, "there are only /health and " + path_ + "\n");
  if (head.method != "GET" && head.method != "HEAD") {
    exchange->respond({405, {{"Allow", "GET, HEAD"}}}, {});
    return;
  }
  if (!is_health) return answer(*exchange, 200, kMetrics, metrics());
  if (gauges_().is_leaving) answer(*exchange, 503, kText, "ending\n");
  else answer(*exchange, 200, kText, "ok\n");
}

std::string MetricsHandler::metrics() const {
  std::string text;
  counters_.print(text);
  OpenMetrics metrics(text);
  const Gauges now = gauges_();
  const auto gauge = [&](std::string_view name, std::string_view help, std::uint64_t value) {
    metrics.family(name, "gauge", help);
    metrics.sample("", {}, value);
  };
  gauge("quire_sites", "Sites that are served.", now.sites);
  gauge("quire_sessions", "Sessions of all sites.", now.sessions);
  gauge("quire_connections", "Open connections.", now.connections);
  gauge("quire_connection_memory_bytes", "Memory for requests and responses of slow clients.", now.connection_memory);
  gauge("quire_threads", "Threads that run pages.", now.threads);
  gauge("quire_lost_threads", "Threads of this worker that faults have stopped for good.", now.lost_threads);
  gauge("quire_loop_stalls", "How often another thread took over a loop of this worker from a page that blocked it.",
        now.stalls);
  gauge("quire_loop_starved", "How often no other thread was free to do so.", now.starved);
  metrics.end();
  return text;
}

}  // namespace quire
