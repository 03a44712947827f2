#ifndef QUIRE_RUNTIME_SERVE_METRICS_SETTINGS_H_
#define QUIRE_RUNTIME_SERVE_METRICS_SETTINGS_H_

#include <boost/describe/class.hpp>
#include <cstdint>
#include <string>

namespace quire {

/// Where a server shows its counters and its health.
struct MetricsSettings {
  bool enabled = false;
  /// As for `net::open_listener`.
  std::string address = "127.0.0.1";
  std::uint16_t port = 9180;
  std::string path = "/metrics";

  friend bool operator==(const MetricsSettings&, const MetricsSettings&) = default;
};
BOOST_DESCRIBE_STRUCT(MetricsSettings, (), (enabled, address, port, path))

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_METRICS_SETTINGS_H_
