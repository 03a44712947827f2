#include "runtime/process/site_opener.h"

#include "runtime/app/embedded_files.h"
#include "runtime/base/terminal.h"
#include "runtime/load/built_pages.h"
#include "runtime/load/embedded_pages.h"
#include "runtime/log/server_log.h"
#include "runtime/reload/releases.h"

#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace quire {

SiteOpener::SiteOpener(const WorkerPlan& plan, std::vector<const EmbeddedSite*> embedded, Listener listener)
    : plan_(plan),
      embedded_(std::move(embedded)),
      listener_(std::move(listener)),
      coder_(std::make_shared<CodedFiles>(plan.settings.compression)),
      types_(std::make_shared<const http::MediaTypes>(plan.settings.types)) {}

Result<std::shared_ptr<Site>> SiteOpener::open(const SitePlan& site) {
  std::unique_ptr<const SiteFiles> files;
  std::unique_ptr<PageSource> pages;
  if (site.form == SitePlan::Form::kEmbedded) {
    const EmbeddedSite& embedded = *embedded_.at(opened_embedded_++);
    files = std::make_unique<const EmbeddedFiles>(embedded);
    pages = std::make_unique<EmbeddedPages>(embedded);
  } else if (site.form == SitePlan::Form::kBuilt) {
    char root[PATH_MAX];
    // Another build may have replaced it, so each worker resolves the path again.
    const bool is_there = ::realpath(site.root.c_str(), root) != nullptr;
    Result<BuiltSite> built = read_built_site(is_there ? root : site.root);
    if (!built) return built.error();
    auto loaded = std::make_unique<BuiltPages>(*std::move(built));
    files = std::make_unique<const DiskFiles>(root, file_options(loaded->paths()));
    pages = std::move(loaded);
  } else {
    auto compiled = CompiledPages::open(page_options(site), BuildClient(plan_.build_channel));
    if (!compiled) return compiled.error();
    files = std::make_unique<const DiskFiles>(site.root, file_options(std::nullopt, site.work));
    pages = *std::move(compiled);
  }
  try {
    return std::shared_ptr<Site>(new Site{Webapp(webapp_options(site), std::move(files)), std::move(pages)});
  } catch (const std::runtime_error& error) {
    return Error{error.what()};
  }
}

DiskFiles::Options SiteOpener::file_options(std::optional<std::vector<std::string>> pages, std::string work) const {
  return {std::move(pages), std::move(work), !plan_.development, types_, coder_};
}

CompiledPages::Options SiteOpener::page_options(const SitePlan& site) const {
  CompiledPages::Options options;
  options.root = site.root;
  options.work = site.work;
  options.development = plan_.development;
  options.optimize = !plan_.development;
  options.optimize_later = !plan_.keeps_lines;
  options.colour = is_server_log_plain() && wants_colour(STDERR_FILENO);
  options.watch = plan_.build_channel >= 0 && plan_.settings.recompiles;
  options.poll = plan_.poll;
  options.log = log_line;
  options.on_change = [listener = listener_, site](const SiteChange& change) { listener.on_change(site, change); };
  options.on_shared_change = [listener = listener_, site](const SharedChange& change) {
    listener.on_shared_change(site, change);
  };
  return options;
}

Webapp::Options SiteOpener::webapp_options(const SitePlan& site) const {
  Webapp::Options options{site.context_path, log_line};
  options.sessions = plan_.settings.sessions;
  options.sessions_file = site.sessions;
  if (!site.releases.empty()) options.releases = site.releases + "/" + kReleases;
  // In development, all lines look the same.
  if (!plan_.development) options.warn = [](std::string_view text) { log_entry(LogLevel::kWarning, text); };
  options.has_no_shared_store = plan_.development;
  if (plan_.development && options.sessions.store == SessionSettings::Store::kDefault)
    options.sessions.store = SessionSettings::Store::kMemory;
  return options;
}

}  // namespace quire
