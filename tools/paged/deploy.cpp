#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"
#include "runtime/load/built_pages.h"
#include "runtime/protocol/json_text.h"
#include "runtime/reload/releases.h"
#include "tools/paged/commands.h"

#include <fcntl.h>
#include <unistd.h>
#include <boost/filesystem.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace quire::paged {

namespace {

namespace fs = boost::filesystem;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// A server that has not been heard of for this time is lost.
constexpr seconds kLost{6};
constexpr milliseconds kPause{200};

/// Such as `2026-11-27-183005-1f2e`.
std::string new_release_name() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  char text[32] = "";
  if (::gmtime_r(&now, &parts) != nullptr) std::strftime(text, sizeof text, "%Y-%m-%d-%H%M%S-", &parts);
  return text + unique_name().substr(0, 4);
}

void sync(const fs::path& path) {
  const Descriptor opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!opened || ::fsync(opened.get()) != 0) throw std::runtime_error("cannot write " + path.string());
}

/// Copies the site into the folder, where it is seen only when it is whole.
void add_release(const fs::path& from, const fs::path& releases, const std::string& name) {
  const fs::path temporary = releases / ("." + name);
  fs::copy(from, temporary, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(temporary))
    if (fs::is_regular_file(entry.symlink_status())) sync(entry.path());
  fs::rename(temporary, releases / name);
  sync(releases);
}

/// What the servers say, and when each was heard of the last time.
class Nodes {
 public:
  explicit Nodes(std::string folder) : folder_(std::move(folder)) {}

  void look() {
    boost::system::error_code error;
    for (fs::directory_iterator at(folder_, error), end; !error && at != end; at.increment(error)) {
      if (at->path().extension() != ".json") continue;
      const Result<std::string> text = read_file(at->path().string());
      if (!text) continue;
      try {
        hear(at->path().stem().string(), from_json<NodeReport>(*text));
      } catch (const std::exception&) {
        // Of another version.
      }
    }
  }

  /// Those that live.
  std::map<std::string, NodeReport> alive() const {
    std::map<std::string, NodeReport> alive;
    for (const auto& [name, node] : nodes_)
      if (node.heard && Clock::now() - *node.heard < kLost) alive.emplace(name, node.report);
    return alive;
  }
  /// Those that were heard of, but not lately.
  std::vector<std::string> lost() const {
    std::vector<std::string> lost;
    for (const auto& [name, node] : nodes_)
      if (node.heard && Clock::now() - *node.heard >= kLost) lost.push_back(name);
    return lost;
  }

 private:
  struct Node {
    NodeReport report;
    /// Unset until its beat was seen to change: its file may be an old one.
    std::optional<Clock::time_point> heard;
  };

  void hear(const std::string& name, NodeReport report) {
    const auto found = nodes_.find(name);
    if (found == nodes_.end()) {
      nodes_[name] = {std::move(report), std::nullopt};
      return;
    }
    if (report.beat != found->second.report.beat) found->second.heard = Clock::now();
    found->second.report = std::move(report);
  }

  const std::string folder_;
  std::map<std::string, Node> nodes_;
};

/// Waits until all servers that live satisfy the condition. Returns false after `limit`.
template <class Condition>
bool wait_for_all(Nodes& nodes, Clock::time_point limit, const char* what, Condition condition) {
  std::map<std::string, bool> told;
  for (;;) {
    nodes.look();
    bool all = true;
    for (const auto& [name, report] : nodes.alive()) {
      const bool is_done = condition(name, report);
      if (is_done && !std::exchange(told[name], true)) std::printf("%s: %s\n", name.c_str(), what);
      all = all && is_done;
    }
    std::fflush(stdout);
    if (all) return true;
    if (Clock::now() >= limit) return false;
    std::this_thread::sleep_for(kPause);
  }
}

/// Removes old releases, but not those in use.
void remove_old(const std::string& folder, std::size_t keep, const std::string& before) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(fs::path(folder) / kReleases))
    names.push_back(entry.path().filename().string());
  std::ranges::sort(names, [&](const std::string& a, const std::string& b) {
    return fs::last_write_time(fs::path(folder) / kReleases / a) >
           fs::last_write_time(fs::path(folder) / kReleases / b);
  });
  const std::string current = release_at(folder, kCurrent);
  for (std::size_t index = keep; index < names.size(); ++index)
    if (names[index] != current && names[index] != before) fs::remove_all(fs::path(folder) / kReleases / names[index]);
}

void report_lost(const Nodes& nodes) {
  for (const std::string& name : nodes.lost())
    std::fprintf(stderr,
                 "paged deploy: %s has not been heard of for %d s and is left out; it changes when it is back\n",
                 name.c_str(), static_cast<int>(kLost.count()));
}

}  // namespace

int deploy(const DeployOptions& options) {
  const std::string folder = fs::absolute(options.folder).lexically_normal().string();
  boost::system::error_code error;
  const fs::path site = fs::canonical(options.site, error);
  if (error) throw UsageError(options.site + " does not exist");
  // As each server does before it serves it.
  if (const Result<BuiltSite> built = read_built_site(site.string()); !built)
    throw std::runtime_error(built.error().sentence);
  fs::create_directories(fs::path(folder) / kReleases);
  fs::create_directories(fs::path(folder) / kNodes);
  const std::string name = new_release_name();
  add_release(site, fs::path(folder) / kReleases, name);
  const std::string before = release_at(folder, kCurrent);
  Nodes nodes(folder + "/" + kNodes);
  const Clock::time_point limit = Clock::now() + seconds(options.seconds);
  if (!before.empty()) {
    point_at(folder, kNext, name);
    // Until each that lives was heard of.
    const Clock::time_point known = Clock::now() + std::min(kLost / 2, seconds(options.seconds));
    while (Clock::now() < known) {
      nodes.look();
      std::this_thread::sleep_for(kPause);
    }
    std::string failed;
    const bool all = wait_for_all(nodes, limit, "prepared", [&](const std::string& node, const NodeReport& report) {
      if (report.prepared == name && !report.error.empty()) failed = node + ": " + report.error;
      return report.prepared == name || !failed.empty();
    });
    report_lost(nodes);
    if (!all || !failed.empty()) {
      fs::remove(fs::path(folder) / kNext);
      throw std::runtime_error("nothing has changed: " + (failed.empty() ? "not all servers have read the release in " +
                                                                               std::to_string(options.seconds) + " s"
                                                                         : failed));
    }
  }
  point_at(folder, kCurrent, name);
  fs::remove(fs::path(folder) / kNext);
  const bool all = wait_for_all(nodes, limit + seconds(options.seconds), "serves it",
                                [&](const std::string&, const NodeReport& report) { return report.serves == name; });
  report_lost(nodes);
  remove_old(folder, options.keep, before);
  if (!all) throw std::runtime_error("not all servers have changed to " + name + "; see their logs");
  const std::size_t count = nodes.alive().size();
  std::printf("%s is served by %zu %s\n", name.c_str(), count, count == 1 ? "server" : "servers");
  return nodes.lost().empty() ? 0 : 1;
}

}  // namespace quire::paged
