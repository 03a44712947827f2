#ifndef QUIRE_RUNTIME_PROCESS_LISTENERS_H_
#define QUIRE_RUNTIME_PROCESS_LISTENERS_H_

#include "runtime/base/descriptor.h"
#include "runtime/base/result.h"
#include "runtime/process/server_settings.h"

#include <memory>
#include <string>
#include <vector>

namespace quire {

/// An open socket of the supervisor, which workers inherit.
struct Listener {
  ConnectorSettings connector;
  std::shared_ptr<const Descriptor> socket;
};

/// One for each connector, in their order.
using Listeners = std::vector<Listener>;

/// The connectors, and last the one of the metrics, if they are enabled.
std::vector<ConnectorSettings> connectors_of(const ServerSettings& settings);

/// Listens for each connector, on the same socket if it is one of `known`.
Result<Listeners> open_listeners(const std::vector<ConnectorSettings>& connectors, const Listeners& known);

/// The sockets that a service manager has opened, for the connectors in their order; those of further sockets are
/// added, with the settings of the last one. Empty if there are none.
Listeners passed_listeners(std::vector<ConnectorSettings>& connectors);

/// Such as `http://localhost:8080`, or `unix:/run/quire/http.sock`.
std::string url_of(const Listener& listener);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_LISTENERS_H_
