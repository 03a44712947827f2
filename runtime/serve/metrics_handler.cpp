#include "runtime/serve/metrics_handler.h"

#include "runtime/serve/open_metrics.h"

#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string_view>

namespace quire {
namespace {

constexpr std::string_view kText = "text/plain; charset=utf-8";
constexpr std::string_view kMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8";

void answer(net::Exchange& exchange, int status, std::string_view type, std::string body) {
  exchange.respond({status, {{"Content-Type", std::string(type)}, {"Cache-Control", "no-store"}}}, std::move(body));
}

void print_nodes(const std::vector<StoreStatus>& stores, std::string_view name, std::string_view help,
                 bool StoreStatus::Node::* field, OpenMetrics& metrics) {
  metrics.family(name, "gauge", help);
  for (const StoreStatus& store : stores)
    for (const StoreStatus::Node& node : store.nodes)
      metrics.sample("", {{"store", store.name}, {"node", node.name}, {"address", node.address}}, node.*field ? 1 : 0);
}

void print_counter(const std::vector<StoreStatus>& stores, std::string_view name, std::string_view help,
                   std::uint64_t StoreStatus::* field, OpenMetrics& metrics) {
  metrics.family(name, "counter", help);
  for (const StoreStatus& store : stores) metrics.sample("_total", {{"store", store.name}}, store.*field);
}

std::string in_seconds(std::uint64_t microseconds) {
  std::ostringstream text;
  constexpr double kSecond = 1e6;
  text << static_cast<double>(microseconds) / kSecond;
  return text.str();
}

/// Nothing if there is none.
void print_stores(const std::vector<StoreStatus>& stores, OpenMetrics& metrics) {
  if (stores.empty()) return;
  print_nodes(stores, "quire_session_store_node_up", "Whether the server that keeps sessions answers.",
              &StoreStatus::Node::is_up, metrics);
  print_nodes(stores, "quire_session_store_node_in_sync",
              "Whether it has a copy of every session that it should have, so that another one may be lost.",
              &StoreStatus::Node::is_in_sync, metrics);
  print_counter(stores, "quire_session_store_retries", "Repeated because a server was lost or lacked a session.",
                &StoreStatus::retries, metrics);
  print_counter(stores, "quire_session_store_conflicts", "Repeated because another request changed the session.",
                &StoreStatus::conflicts, metrics);
  print_counter(stores, "quire_session_store_failovers", "How often another server took over.", &StoreStatus::failovers,
                metrics);
  print_counter(stores, "quire_session_store_failures", "Given up with an error.", &StoreStatus::failures, metrics);
  metrics.family("quire_session_store_duration_seconds", "histogram", "Time of reads and writes of sessions.");
  for (const StoreStatus& store : stores) {
    std::uint64_t count = 0;
    for (std::size_t index = 0; index < store.latency.size(); ++index) {
      count += store.latency[index];
      const bool is_last = index == StoreStatus::kLatencies.size();
      const std::string bound = is_last ? "+Inf" : in_seconds(StoreStatus::kLatencies[index]);
      metrics.sample("_bucket", {{"store", store.name}, {"le", bound}}, count);
    }
    metrics.sample("_count", {{"store", store.name}}, count);
    metrics.seconds("_sum", {{"store", store.name}}, store.total_latency);
  }
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
  gauge("quire_sessions", "Sessions of all sites, except those that other machines share.", now.sessions);
  gauge("quire_connections", "Open connections.", now.connections);
  gauge("quire_connection_memory_bytes", "Memory for requests and responses of slow clients.", now.connection_memory);
  gauge("quire_threads", "Threads that run pages.", now.threads);
  gauge("quire_lost_threads", "Threads of this worker that faults have stopped for good.", now.lost_threads);
  gauge("quire_loop_stalls", "How often another thread took over a loop of this worker from a page that blocked it.",
        now.stalls);
  gauge("quire_loop_starved", "How often no other thread was free to do so.", now.starved);
  print_stores(now.stores, metrics);
  metrics.end();
  return text;
}

}  // namespace quire
