#include "runtime/load/built_pages.h"
#include "runtime/protocol/web_toml.h"
#include "tools/paged/commands.h"

#include <boost/filesystem.hpp>

#include <cstdio>
#include <exception>
#include <stdexcept>

namespace quire::paged {

namespace {

/// Prints what the server would only log, and reads every file of a build, as a worker does before it serves.
void check_site(const SitePlan& site) {
  for (const WebSettings::Mistake& mistake : read_web_settings(site.root).mistakes)
    std::fprintf(stderr, "%s\n", describe(mistake, site.root).c_str());
  if (site.form != SitePlan::Form::kBuilt) return;
  const Result<BuiltSite> built = read_built_site(boost::filesystem::canonical(site.root).string());
  if (!built) throw std::runtime_error(built.error().sentence);
}

}  // namespace

int test_configuration(const RunOptions& options) try {
  // As `run` does before it listens.
  const ServerPlan checked = plan(options);
  for (const SitePlan& site : checked.worker.sites) check_site(site);
  std::printf("the configuration is valid, with %zu web %s\n", checked.worker.sites.size(),
              checked.worker.sites.size() == 1 ? "application" : "applications");
  return 0;
} catch (const UsageError&) {
  throw;
} catch (const std::exception& error) {
  // Without the name of the program in front, editors find the places of mistakes.
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}

}  // namespace quire::paged
