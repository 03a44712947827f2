#include "runtime/http/url.h"
#include "runtime/process/supervisor.h"
#include "runtime/process/worker.h"
#include "runtime/protocol/web_toml.h"
#include "tools/cli/command_line.h"
#include "tools/cli/completion.h"

#include <quire/abi_stamp.h>
#include <quire/server.h>
#include <CLI/CLI.hpp>
#include <boost/algorithm/string/replace.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>

namespace quire {

namespace {

constexpr const char* kExamples = R"(
examples:
  PROGRAM                       serve on http://localhost:8080, on all addresses
  PROGRAM --port 0              serve on any free port, and print it
  PROGRAM --address 127.0.0.1   accept only local connections, for example behind a proxy

On SIGTERM, the server finishes the requests in progress and exits; on SIGHUP, a new worker takes over.)";

/// A linked site that cannot be served.
struct BrokenSite : std::runtime_error {
  BrokenSite(const MountedSite& mounted, const std::string& what)
      : std::runtime_error("site `" + std::string(mounted.site.name) + "` " + what) {}
};

void check_site(const MountedSite& mounted) {
  const EmbeddedSite& site = mounted.site;
  if (site.abi != std::string_view(kAbiStamp))
    throw BrokenSite(mounted, "was compiled for another version of Quire (page API " + std::string(site.abi) +
                                  ", this server has " + kAbiStamp + "); regenerate and rebuild it");
  const std::string context_path(mounted.context_path);
  const bool is_path =
      context_path.starts_with('/') && !context_path.ends_with('/') && http::is_canonical(context_path);
  if (!context_path.empty() && !is_path)
    throw BrokenSite(mounted, "has the context path `" + context_path +
                                  "`, which is invalid; use the empty string for the root, or a path such as `/shop`");
  const WebSettings settings = parse_web_settings(site.settings);
  if (const auto* mistake = settings.refusal()) throw std::runtime_error(describe(*mistake, std::string(site.name)));
}

std::vector<SitePlan> plan_sites(const std::vector<MountedSite>& sites) {
  std::vector<SitePlan> plans;
  for (const MountedSite& mounted : sites) {
    check_site(mounted);
    const auto is_there = [&](const SitePlan& other) { return other.context_path == mounted.context_path; };
    const auto other = std::find_if(plans.begin(), plans.end(), is_there);
    if (other != plans.end())
      throw BrokenSite(mounted, "has the same context path `" + std::string(mounted.context_path) + "` as `" +
                                    other->root + "`; change one of them");
    plans.push_back({std::string(mounted.context_path), std::string(mounted.site.name), {}, SitePlan::Form::kEmbedded});
  }
  if (plans.empty()) throw std::runtime_error("this program contains no site to serve");
  return plans;
}

int work(const std::string& plan, const std::vector<MountedSite>& sites) {
  std::vector<const EmbeddedSite*> embedded;
  for (const MountedSite& mounted : sites) embedded.push_back(&mounted.site);
  return run_worker(read_worker_plan(plan), embedded);
}

int run(int argc, char** argv, const std::vector<MountedSite>& sites) {
  const std::string name = program_invocation_short_name;
  CLI::App app(name + ": a web server with embedded sites, built with Quire", name);
  app.set_version_flag("--version", name + " (Quire " QUIRE_VERSION ")");
  app.footer(boost::replace_all_copy<std::string>(kExamples, "PROGRAM", name));
  ServerPlan plan;
  ServerSettings& settings = plan.worker.settings;
  ConnectorSettings& connector = settings.connectors.front();
  cli::add_listening(app, connector.port, connector.address, "all");
  cli::add_loops(app, settings.threads.loops);

  cli::add_completion_command(app);

  std::string worker_plan;
  CLI::App* worker_command = app.add_subcommand("worker", "")->group("");
  worker_command->add_option("PLAN", worker_plan)->required();

  if (const std::optional<int> code = cli::parse(app, argc, argv)) return *code;
  if (*worker_command) return work(worker_plan, sites);
  plan.worker.sites = plan_sites(sites);
  return run_supervisor(std::move(plan));
}

}  // namespace

int serve(int argc, char** argv, const std::vector<MountedSite>& sites) {
  try {
    return run(argc, argv, sites);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: %s\n", program_invocation_short_name, error.what());
    return 1;
  }
}

}  // namespace quire
