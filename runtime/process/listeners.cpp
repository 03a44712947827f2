#include "runtime/process/listeners.h"

#include "runtime/net/endpoint.h"
#include "runtime/process/systemd.h"

#include <sys/socket.h>

#include <algorithm>
#include <utility>

namespace quire {

namespace {

Result<int> open(const ConnectorSettings& connector) {
  return connector.unix_path.empty() ? net::open_listener(connector.address, connector.port)
                                     : net::open_unix_listener(connector.unix_path, connector.unix_mode);
}

}  // namespace

std::vector<ConnectorSettings> connectors_of(const ServerSettings& settings) {
  std::vector<ConnectorSettings> connectors = settings.connectors;
  const MetricsSettings& metrics = settings.metrics;
  if (!metrics.enabled) return connectors;
  ConnectorSettings& connector = connectors.emplace_back();
  connector.address = metrics.address == "*" ? "" : metrics.address;
  connector.port = metrics.port;
  return connectors;
}

Result<Listeners> open_listeners(const std::vector<ConnectorSettings>& connectors, const Listeners& known) {
  Listeners listeners;
  for (const ConnectorSettings& connector : connectors) {
    // Several can have any free port.
    const auto same = std::ranges::find_if(known, [&](const Listener& listener) {
      return listener.connector.is_at(connector) &&
             std::ranges::find(listeners, listener.socket, &Listener::socket) == listeners.end();
    });
    std::shared_ptr<const Descriptor> socket;
    if (same != known.end()) {
      socket = same->socket;
    } else {
      Result<int> opened = open(connector);
      if (!opened) return opened.error();
      socket = std::make_shared<const Descriptor>(*opened);
    }
    // It may have changed.
    ::listen(socket->get(), connector.backlog);
    listeners.push_back({connector, std::move(socket)});
  }
  return listeners;
}

Listeners passed_listeners(std::vector<ConnectorSettings>& connectors) {
  Listeners listeners;
  for (Descriptor& socket : take_passed_sockets()) {
    if (listeners.size() == connectors.size()) connectors.push_back(ConnectorSettings(connectors.back()));
    listeners.push_back({connectors[listeners.size()], std::make_shared<const Descriptor>(std::move(socket))});
  }
  return listeners;
}

std::string url_of(const Listener& listener) {
  const net::Endpoint local = net::local_endpoint(listener.socket->get());
  if (local.address.starts_with("unix:")) return local.address;
  const bool any = local.address == "::" || local.address == "0.0.0.0";
  return "http://" + net::Endpoint{any ? "localhost" : local.address, local.port}.text();
}

}  // namespace quire
