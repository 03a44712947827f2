#include "runtime/reload/release_watch.h"

#include "runtime/base/file.h"
#include "runtime/load/built_pages.h"
#include "runtime/protocol/json_text.h"

#include <sys/stat.h>

#include <chrono>
#include <exception>
#include <utility>

namespace quire {

namespace {

constexpr std::chrono::seconds kInterval{1};

}  // namespace

ReleaseWatch::ReleaseWatch(const std::vector<Site>& sites, std::string node, std::function<void()> on_change,
                           std::function<void(std::string_view)> log)
    : node_(std::move(node)), on_change_(std::move(on_change)), log_(std::move(log)) {
  for (const Site& site : sites) sites_.push_back({site, {.serves = site.serves, .prepared = {}, .error = {}}});
  thread_ = std::thread([this] { run(); });
}

ReleaseWatch::~ReleaseWatch() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  ended_.notify_all();
  thread_.join();
}

void ReleaseWatch::run() {
  std::unique_lock lock(mutex_);
  while (!is_ending_) {
    lock.unlock();
    for (Watched& watched : sites_) look(watched);
    lock.lock();
    ended_.wait_for(lock, kInterval, [this] { return is_ending_; });
  }
}

void ReleaseWatch::look(Watched& watched) {
  const std::string& folder = watched.site.folder;
  const std::string current = release_at(folder, kCurrent);
  if (!current.empty() && current != watched.site.serves && !std::exchange(has_changed_, true)) on_change_();
  const std::string next = release_at(folder, kNext);
  if (!next.empty() && next != watched.report.prepared) prepare(watched, next);
  ++watched.report.beat;
  try {
    const std::string nodes = folder + "/" + kNodes;
    ::mkdir(nodes.c_str(), 0755);
    write_file(nodes + "/" + node_ + ".json", to_json(watched.report) + "\n");
    watched.is_reported = true;
  } catch (const std::exception& error) {
    // Once, until it is possible again.
    if (std::exchange(watched.is_reported, false))
      log_(std::string(error.what()) + "; `paged deploy` takes this server for lost");
  }
}

void ReleaseWatch::prepare(Watched& watched, const std::string& release) {
  const std::string root = real_path(watched.site.folder + "/" + kReleases + "/" + release);
  // All files, as a worker that is to serve it does.
  const Result<BuiltSite> built = read_built_site(root);
  watched.report.prepared = release;
  watched.report.error = built ? std::string() : built.error().sentence;
  if (built) log_("release " + release + " of " + watched.site.folder + " can be served");
  else log_("release " + release + " of " + watched.site.folder + " cannot be served: " + built.error().sentence);
}

}  // namespace quire
