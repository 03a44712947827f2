#include "runtime/base/file.h"
#include "runtime/process/server_status.h"
#include "runtime/protocol/manifest.h"
#include "runtime/protocol/private_path.h"
#include "runtime/protocol/web_toml.h"
#include "tools/paged/commands.h"

#include <quire/abi_stamp.h>
#include <unistd.h>
#include <boost/filesystem.hpp>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <sstream>
#include <string_view>

namespace quire::paged {

namespace {

namespace fs = boost::filesystem;
using std::chrono::seconds;

// As for scripts that start services (Linux Standard Base, "Init Script Actions").
constexpr int kRuns = 0;
constexpr int kDiedAndLeftFile = 1;
constexpr int kDoesNotRun = 3;
constexpr int kUnknown = 4;

/// The fields of a file such as /proc/1/stat, from the given one on.
std::vector<std::string> fields_after(const std::string& file, char mark) {
  std::vector<std::string> fields;
  const Result<std::string> text = read_file(file);
  if (!text) return fields;
  std::istringstream rest(text->substr(mark == '\0' ? 0 : text->rfind(mark) + 1));
  for (std::string field; rest >> field;) fields.push_back(field);
  return fields;
}

std::optional<seconds> age_of(int pid) {
  // Without the process id and the name; see proc(5).
  constexpr std::size_t kStartTime = 19;
  const auto stat = fields_after("/proc/" + std::to_string(pid) + "/stat", ')');
  const auto uptime = fields_after("/proc/uptime", '\0');
  if (stat.size() <= kStartTime || uptime.empty()) return std::nullopt;
  const double began = std::strtod(stat[kStartTime].c_str(), nullptr) / static_cast<double>(::sysconf(_SC_CLK_TCK));
  return seconds(static_cast<std::int64_t>(std::max(std::strtod(uptime[0].c_str(), nullptr) - began, 0.0)));
}

/// Such as `3 h 5 min`.
std::string text_of(seconds age) {
  const auto count = age.count();
  const auto two = [](std::int64_t large, const char* large_unit, std::int64_t small, const char* small_unit) {
    std::string text = std::to_string(large) + large_unit;
    return small == 0 ? text : text + " " + std::to_string(small) + small_unit;
  };
  if (count < 60) return std::to_string(count) + " s";
  if (count < 3600) return two(count / 60, " min", count % 60, " s");
  if (count < 86'400) return two(count / 3600, " h", count % 3600 / 60, " min");
  return two(count / 86'400, count < 2 * 86'400 ? " day" : " days", count % 86'400 / 3600, " h");
}

std::string memory_of(int pid) {
  const auto pages = fields_after("/proc/" + std::to_string(pid) + "/statm", '\0');
  if (pages.size() < 2) return "";
  const std::int64_t bytes = std::strtoll(pages[1].c_str(), nullptr, 10) * ::sysconf(_SC_PAGESIZE);
  return ", " + std::to_string(bytes >> 20) + " MB";
}

/// `process 12, for 3 min, 45 MB`; only the number, as it is there, if the process is in a container and this one is
/// not.
std::string describe_process(int pid, bool is_in_container = false) {
  std::string text = "process " + std::to_string(pid);
  if (is_in_container) return text + " of its container";
  if (const auto age = age_of(pid)) text += ", for " + text_of(*age);
  return text + memory_of(pid);
}

std::size_t count_pages(const SitePlan& site) {
  if (site.form == SitePlan::Form::kBuilt) {
    const Result<Manifest> manifest = read_manifest(real_path(site.root), kAbiStamp);
    return manifest ? manifest->pages.size() : 0;
  }
  std::size_t count = 0;
  boost::system::error_code error;
  for (fs::recursive_directory_iterator at(site.root, error), end; !error && at != end; at.increment(error)) {
    const std::string path = at->path().string();
    if (path == site.work || is_hidden_name(at->path().filename().string())) at.disable_recursion_pending();
    else if (is_page_path(path) && !is_within(path, site.root + "/WEB-INF")) ++count;
  }
  return count;
}

/// The established connections to the ports of `urls`, in the network namespace of the process. A reverse proxy on
/// the same machine has the other end of each, which does not count.
std::size_t count_connections(int pid, const std::vector<std::string>& urls) {
  std::vector<long> ports;
  for (const std::string& url : urls) ports.push_back(std::strtol(url.c_str() + url.rfind(':') + 1, nullptr, 10));
  std::size_t count = 0;
  for (const char* name : {"tcp", "tcp6"}) {
    std::ifstream table("/proc/" + std::to_string(pid) + "/net/" + name);
    std::string line;
    std::getline(table, line);
    while (std::getline(table, line)) {
      std::istringstream fields(line);
      std::string number, local, remote, state;
      fields >> number >> local >> remote >> state;
      const long port = std::strtol(local.c_str() + local.rfind(':') + 1, nullptr, 16);
      constexpr std::string_view kEstablished = "01";
      if (state == kEstablished && std::ranges::find(ports, port) != ports.end()) ++count;
    }
  }
  return count;
}

void print(const AskedServer& server) {
  const std::time_t now = std::time(nullptr);
  const std::time_t began = now - age_of(server.pid).value_or(seconds(0)).count();
  char since[32] = "";
  std::tm parts{};
  if (::localtime_r(&began, &parts) != nullptr) std::strftime(since, sizeof since, "%Y-%m-%d %H:%M:%S", &parts);
  std::printf("running since %s: %s\n", since, describe_process(server.pid).c_str());
  if (!server.status) return void(std::printf("  it does not answer\n"));
  const ServerStatus& status = *server.status;
  for (const std::string& url : status.urls) std::printf("  %s\n", url.c_str());
  std::printf("  connections: %zu\n", count_connections(server.pid, status.urls));
  std::printf("  sessions: %ju\n", std::uintmax_t{status.sessions});
  std::printf("  since the start: %ju page crashes, %ju lost workers, %ju failed builds\n",
              std::uintmax_t{status.crashes}, std::uintmax_t{status.lost_workers},
              std::uintmax_t{status.failed_builds});
  for (const SitePlan& site : status.sites) {
    const std::size_t pages = count_pages(site);
    std::printf("  site %s/  %zu %s%s, in %s\n", site.context_path.c_str(), pages,
                site.form == SitePlan::Form::kBuilt ? "built " : "", pages == 1 ? "page" : "pages", site.root.c_str());
  }
  const bool is_in_container = status.pid > 0 && status.pid != server.pid;
  for (const ServerStatus::Worker& worker : status.workers)
    std::printf("  worker, %s: %s\n", worker.state.c_str(), describe_process(worker.pid, is_in_container).c_str());
  if (status.service > 0)
    std::printf("  compile service: %s\n", describe_process(status.service, is_in_container).c_str());
}

}  // namespace

int show_status(const ControlOptions& options) {
  const std::string pid_file = required_pid_file(options.run);
  const Result<std::optional<AskedServer>> asked = ask_server(pid_file);
  if (!asked) {
    std::fprintf(stderr, "paged status: %s\n", asked.error().sentence.c_str());
    return kUnknown;
  }
  if (*asked) {
    print(**asked);
    return kRuns;
  }
  const std::optional<pid_t> left = left_process_id(pid_file);
  if (!left) {
    std::printf("not running\n");
    return kDoesNotRun;
  }
  std::printf("not running; process %d has ended without removing %s\n", static_cast<int>(*left), pid_file.c_str());
  return kDiedAndLeftFile;
}

}  // namespace quire::paged
