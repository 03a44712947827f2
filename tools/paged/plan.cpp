#include "tools/paged/plan.h"

#include "runtime/serve/editor.h"

#include <boost/filesystem.hpp>

#include <algorithm>
#include <cstdlib>

namespace quire::paged {

namespace {

namespace fs = boost::filesystem;

fs::path existing_folder(const std::string& folder) {
  boost::system::error_code error;
  fs::path whole = fs::canonical(folder, error);
  if (error) throw UsageError(folder + ": " + error.message());
  if (!fs::is_directory(whole)) throw UsageError(folder + " is no folder");
  return whole;
}

/// Tomcat's names: `ROOT` is the root webapp, `a#b` is `/a/b`.
std::string context_path_of(const std::string& folder) {
  if (folder == "ROOT") return {};
  std::string path = "/" + folder;
  std::replace(path.begin(), path.end(), '#', '/');
  return path;
}

std::vector<SitePlan> find_webapps(const fs::path& base, const fs::path& work) {
  std::vector<SitePlan> sites;
  for (const fs::directory_entry& entry : fs::directory_iterator(base / "webapps")) {
    const std::string name = entry.path().filename().string();
    if (!fs::is_directory(entry.status()) || name.starts_with('.')) continue;
    sites.push_back({context_path_of(name), fs::canonical(entry.path()).string(), (work / name).string()});
  }
  if (sites.empty()) throw UsageError((base / "webapps").string() + " has no webapp: make a folder `ROOT` in it");
  return sites;
}

/// Beside this program, else on the path; empty when there is none.
std::string find_pagec() {
  const fs::path beside = fs::read_symlink("/proc/self/exe").parent_path() / "pagec";
  if (fs::exists(beside)) return beside.string();
  const char* path = std::getenv("PATH");
  std::string folders = path == nullptr ? "" : path;
  while (!folders.empty()) {
    const std::size_t end = folders.find(':');
    const fs::path candidate = fs::path(folders.substr(0, end)) / "pagec";
    boost::system::error_code error;
    if (fs::exists(candidate, error)) return candidate.string();
    folders.erase(0, end == std::string::npos ? end : end + 1);
  }
  return {};
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// `--editor`, else QUIRE_EDITOR, else VISUAL or EDITOR where that is one with
/// a window. Empty for none.
std::vector<std::string> find_editor(const std::string& given) {
  const std::string chosen = given.empty() ? variable("QUIRE_EDITOR") : given;
  if (!chosen.empty()) {
    const auto words = split_command(chosen);
    if (!words || words->empty()) throw UsageError("the editor's command is malformed: " + chosen);
    if (needs_terminal(*words))
      throw UsageError("`" + words->front() +
                       "` needs a terminal, and this one is the server's; name one of its own, as in "
                       "--editor 'xterm -e vim'");
    return *words;
  }
  for (const char* name : {"VISUAL", "EDITOR"})
    if (const auto words = split_command(variable(name)); words && is_known_window_editor(*words)) return *words;
  return {};
}

}  // namespace

ServerPlan plan(const DevOptions& options) {
  const fs::path folder = existing_folder(options.folder);
  ServerPlan plan;
  plan.address = options.address;
  plan.port = static_cast<std::uint16_t>(options.port);
  plan.pagec = find_pagec();
  if (plan.pagec.empty())
    throw std::runtime_error("pagec is neither beside paged nor on the path: pages cannot be built");
  plan.worker.development = true;
  plan.service_arguments = {"--development", "--seconds", std::to_string(options.build_seconds), "--memory",
                            std::to_string(options.build_memory)};
  plan.worker.allowed_hosts = options.allowed_hosts;
  plan.worker.poll = options.poll;
  plan.worker.editor = find_editor(options.editor);
  const fs::path given = options.work.empty() ? fs::path() : fs::absolute(options.work).lexically_normal();
  if (fs::is_directory(folder / "webapps"))
    plan.worker.sites = find_webapps(folder, given.empty() ? folder / "work" / "localhost" : given);
  else plan.worker.sites = {{"", folder.string(), (given.empty() ? folder / "WEB-INF" / "work" : given).string()}};
  return plan;
}

ServerPlan plan(const RunOptions& options) {
  const fs::path base = existing_folder(options.base);
  if (!fs::is_directory(base / "webapps"))
    throw UsageError(base.string() +
                     " has no webapps/ folder; to serve a single folder while you write it, use `paged dev`");
  ServerPlan plan;
  plan.address = options.address;
  plan.port = static_cast<std::uint16_t>(options.port);
  plan.pagec = find_pagec();
  plan.worker.sites = find_webapps(base, base / "work" / "localhost");
  return plan;
}

}  // namespace quire::paged
