#include "runtime/base/descriptor.h"
#include "runtime/load/built_pages.h"
#include "runtime/net/endpoint.h"
#include "runtime/process/listeners.h"
#include "runtime/protocol/web_toml.h"
#include "tools/paged/commands.h"

#include <boost/filesystem.hpp>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <stdexcept>

namespace quire::paged {

namespace {

/// Prints mistakes with which the server starts, and reads every file of a build, as a worker does before it serves.
/// Returns whether there are such mistakes.
bool check_site(const SitePlan& site) {
  const WebSettings settings = read_web_settings(site.root);
  for (const WebSettings::Mistake& mistake : settings.mistakes)
    std::fprintf(stderr, "%s\n", describe(mistake, site.root).c_str());
  if (site.form == SitePlan::Form::kBuilt) {
    const Result<BuiltSite> built = read_built_site(boost::filesystem::canonical(site.root).string());
    if (!built) throw std::runtime_error(built.error().sentence);
  }
  return !settings.mistakes.empty();
}

/// Throws unless its address is one of this machine. The port is not tried: it is in use if the server runs.
void check_connector(const ConnectorSettings& connector) {
  if (!connector.unix_path.empty()) return;
  const Result<int> socket = net::open_listener(connector.address, 0);
  if (!socket)
    throw std::runtime_error("connector " + connector.address + ":" + std::to_string(connector.port) + ": " +
                             socket.error().sentence);
  const Descriptor closes(*socket);
}

}  // namespace

int test_configuration(const RunOptions& options) try {
  // As `run` does before it listens.
  const ServerPlan checked = plan(options);
  for (const ConnectorSettings& connector : connectors_of(checked.worker.settings)) check_connector(connector);
  const auto wrong = std::ranges::count_if(checked.worker.sites, check_site);
  const std::size_t count = checked.worker.sites.size();
  std::printf("the configuration is valid, with %zu web %s", count, count == 1 ? "application" : "applications");
  if (wrong > 0) std::printf("; the settings of %zu have mistakes, see above", static_cast<std::size_t>(wrong));
  std::printf("\n");
  return 0;
} catch (const UsageError&) {
  throw;
} catch (const std::exception& error) {
  // Without the name of the program in front, editors find the places of mistakes.
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}

}  // namespace quire::paged
