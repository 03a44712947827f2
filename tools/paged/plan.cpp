#include "tools/paged/plan.h"

#include "runtime/base/command.h"
#include "runtime/base/content_hash.h"
#include "runtime/dev/editor.h"
#include "runtime/fault/abort_reason.h"
#include "runtime/http/url.h"
#include "runtime/process/server_toml.h"
#include "runtime/protocol/manifest.h"
#include "runtime/protocol/private_path.h"
#include "runtime/protocol/web_toml.h"
#include "runtime/reload/releases.h"

#include <quire/abi_stamp.h>
#include <unistd.h>
#include <boost/filesystem.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace quire::paged {

namespace {

namespace fs = boost::filesystem;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

fs::path existing_folder(const std::string& folder) {
  boost::system::error_code error;
  fs::path whole = fs::canonical(folder, error);
  if (error) throw UsageError(folder + ": " + error.message());
  if (!fs::is_directory(whole)) throw UsageError(folder + " is not a folder");
  return whole;
}

bool is_writable_folder(const std::string& path) { return fs::is_directory(path) && ::access(path.c_str(), W_OK) == 0; }

/// As in Tomcat: `ROOT` is the root web application, `a#b` is `/a/b`.
std::string context_path_of(const std::string& folder) {
  if (folder == "ROOT") return {};
  std::string path = "/" + folder;
  std::replace(path.begin(), path.end(), '#', '/');
  return path;
}

/// The folders that contain the symbolic links through which `path` leads.
void add_link_folders(fs::path path, std::vector<std::string>& folders) {
  constexpr int kMostLinks = 40;
  path = fs::absolute(path).lexically_normal();
  for (int links = 0; links < kMostLinks; ++links) {
    fs::path so_far;
    fs::path target;
    for (auto part = path.begin(); part != path.end(); ++part) {
      boost::system::error_code error;
      if (target.empty() && fs::is_symlink(so_far / *part)) {
        folders.push_back(so_far.string());
        target = fs::read_symlink(so_far / *part, error);
        so_far = target.is_absolute() ? target : so_far / target;
      } else {
        so_far /= *part;
      }
    }
    if (target.empty()) return;
    path = so_far.lexically_normal();
  }
}

/// The file for the sessions of the webapp with that work folder, in Tomcat's place for them.
std::string sessions_in(const fs::path& work) { return (work / "sessions.mdb").string(); }

/// The file for the sessions of a built folder, which has no work folder and may be replaced: in systemd's
/// folder for the state of services, or else in the user's (XDG Base Directory Specification). Empty if there is
/// neither.
std::string sessions_of_built(const fs::path& folder) {
  const std::string service = variable("STATE_DIRECTORY");
  const std::string user = variable("XDG_STATE_HOME");
  const std::string home = variable("HOME");
  fs::path state;
  if (!service.empty()) state = service.substr(0, service.find(':'));
  else if (!user.empty()) state = fs::path(user) / "quire";
  else if (!home.empty()) state = fs::path(home) / ".local" / "state" / "quire";
  if (!state.is_absolute()) return {};
  const std::string path = folder.lexically_normal().string();
  return (state / "sessions" / (folder.filename().string() + "-" + content_hash(path).substr(0, 8) + ".mdb")).string();
}

FoundSites find_webapps(const fs::path& base, const fs::path& work) {
  FoundSites found;
  found.folders = {(base / "webapps").string()};
  for (const fs::directory_entry& entry : fs::directory_iterator(base / "webapps")) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".war"))
      std::fprintf(stderr,
                   "paged: %s is an archive and is not served; unpack it into a folder next to it: unzip -d %s %s\n",
                   entry.path().c_str(), entry.path().stem().c_str(), name.c_str());
    boost::system::error_code ignored;
    if (!fs::is_directory(entry.status(ignored)) || is_hidden_name(name) || is_backup_name(name)) continue;
    const std::string context_path = context_path_of(name);
    if (!context_path.empty() && !http::is_canonical(context_path)) {
      std::fprintf(stderr, "paged: no URL can name the folder %s, so it is not served; rename it\n",
                   entry.path().c_str());
      continue;
    }
    add_link_folders(entry.path(), found.folders);
    if (has_releases(entry.path().string())) {
      const std::string folder = fs::canonical(entry.path()).string();
      const fs::path root = fs::path(folder) / kReleases / release_at(folder, kCurrent);
      found.sites.push_back({context_path, root.string(), {}, SitePlan::Form::kBuilt});
      found.sites.back().releases = folder;
    } else if (is_built_site(entry.path().string())) {
      found.sites.push_back({context_path, entry.path().string(), {}, SitePlan::Form::kBuilt});
    } else {
      found.sites.push_back({context_path, fs::canonical(entry.path()).string(), (work / name).string()});
    }
    found.sites.back().sessions = sessions_in(work / name);
  }
  if (found.sites.empty())
    throw UsageError((base / "webapps").string() + " contains no web application; create a folder `ROOT` in it");
  std::ranges::sort(found.sites, {}, &SitePlan::context_path);
  return found;
}

/// The sites of `paged dev DIR`; `work` is empty for the default.
FoundSites find_dev_sites(const fs::path& given, const fs::path& work) {
  const fs::path folder = existing_folder(given.string());
  FoundSites found;
  if (fs::is_directory(folder / "webapps")) {
    found = find_webapps(folder, work.empty() ? folder / "work" / "localhost" : work);
  } else {
    const fs::path own = work.empty() ? folder / "WEB-INF" / "work" : work;
    found.sites = {{"", folder.string(), own.string()}};
    found.sites.back().sessions = sessions_in(own);
  }
  add_link_folders(given, found.folders);
  return found;
}

/// The sites of `paged run DIR`.
FoundSites find_run_sites(const fs::path& given) {
  const fs::path base = existing_folder(given.string());
  // Keep the given path: it may be a link that will point to the next build.
  if (is_built_site(base.string()))
    return {{{{}, given.string(), {}, SitePlan::Form::kBuilt, sessions_of_built(given)}}, {}};
  if (fs::is_directory(base / "webapps")) return find_webapps(base, base / "work" / "localhost");
  throw UsageError(base.string() +
                   " has no webapps/ folder and is not the output of `pagec build`; `paged new-base` creates such a "
                   "folder, and `paged dev` develops a single site");
}

/// What `conf/server.toml` in a base folder says, and the options, which take precedence.
ServerSettings read_run_settings(const fs::path& given, const RunOptions& options) {
  const fs::path base = existing_folder(given.string());
  ServerSettings settings;
  if (!is_built_site(base.string())) {
    ServerConfiguration configuration = read_server_settings(base.string());
    std::string mistakes;
    for (const std::string& mistake : configuration.mistakes) mistakes += (mistakes.empty() ? "" : "\n") + mistake;
    if (!mistakes.empty()) throw std::runtime_error(mistakes);
    settings = std::move(configuration.settings);
    const std::string temp = (base / "temp").string();
    if (is_writable_folder(temp)) settings.temp = temp;
  }
  if (options.port || options.address) settings.connectors.resize(1);
  ConnectorSettings& connector = settings.connectors.front();
  if (options.port || options.address) connector.unix_path.clear();
  connector.port = options.port.value_or(connector.port);
  connector.address = options.address.value_or(connector.address);
  settings.threads.loops = options.loops.value_or(settings.threads.loops);
  return settings;
}

/// Looks beside this program, then on the path; empty if there is none.
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

/// `--editor`, else QUIRE_EDITOR, else VISUAL or EDITOR if that is an editor
/// with a window. Empty for none.
std::vector<std::string> find_editor(const std::string& given) {
  const std::string chosen = given.empty() ? variable("QUIRE_EDITOR") : given;
  if (!chosen.empty()) {
    const auto words = split_command(chosen);
    if (!words || words->empty()) throw UsageError("malformed editor command: " + chosen);
    if (needs_terminal(*words))
      throw UsageError("`" + words->front() +
                       "` needs a terminal of its own, because this one belongs to the server; for example, use "
                       "--editor 'xterm -e vim'");
    return *words;
  }
  for (const char* name : {"VISUAL", "EDITOR"})
    if (const auto words = split_command(variable(name)); words && is_known_window_editor(*words)) return *words;
  return {};
}

void refuse_unknown_checks(const std::vector<std::string>& checks) {
  for (const std::string& check : checks) {
    if (check == "address" || check == "undefined") continue;
    if (check == "thread")
      throw UsageError(
          "--check=thread: the thread sanitizer must cover the whole server, not only pages; build Quire with "
          "`tools/build --sanitize thread`");
    throw UsageError("--check: unknown sanitizer `" + check + "`; use `address` or `undefined`");
  }
}

/// Has pages compiled with sanitizers. Their runtime must be the first library in
/// the worker: it is preloaded unless this program was linked with it.
void add_checks(const std::vector<std::string>& checks, ServerPlan& plan) {
  refuse_unknown_checks(checks);
  if (checks.empty()) return;
  std::string list;
  for (const std::string& check : checks) list += (list.empty() ? "" : ",") + check;
  plan.service_arguments.insert(plan.service_arguments.end(), {"--check", list});
  plan.worker.has_sanitizers = true;
  const std::string before = variable("ASAN_OPTIONS");
  plan.worker_environment = {"ASAN_OPTIONS=" + before + (before.empty() ? "" : ":") + sanitizer_options()};
  if (std::string_view(QUIRE_SANITIZE) == "address") return;
  if (std::string_view(QUIRE_SANITIZE) == "thread")
    throw UsageError("--check: this paged was built with the thread sanitizer, which excludes all others");
  if (!fs::exists(QUIRE_SANITIZER_RUNTIME))
    throw std::runtime_error("--check: the runtime of Clang's sanitizers, " QUIRE_SANITIZER_RUNTIME
                             ", does not exist; install the package libclang-rt-19-dev");
  const std::string preload = variable("LD_PRELOAD");
  plan.worker_environment.push_back("LD_PRELOAD=" QUIRE_SANITIZER_RUNTIME + (preload.empty() ? "" : ":" + preload));
}

/// Has pages compiled and linked like the site's target in a CMake project.
void add_cmake(const std::vector<std::string>& cmake, ServerPlan& plan) {
  if (cmake.empty()) return;
  if (plan.worker.sites.size() != 1)
    throw UsageError("--cmake: the libraries of a target are for a single web application; develop it by itself");
  const SitePlan& site = plan.worker.sites.front();
  const std::string flags = site.work + "/WEB-INF/cmake.json";
  std::vector<std::string> command = {plan.pagec, "ask-cmake", "--root", site.root, "--output", flags, "--cmake"};
  command.insert(command.end(), cmake.begin(), cmake.end());
  const Result<int> code = run_command(command);
  if (!code) throw std::runtime_error(code.error().sentence);
  // It has said why.
  if (*code != 0) std::exit(*code);
  plan.service_arguments.insert(plan.service_arguments.end(), {"--site-flags", flags});
}

/// Refuses a site with invalid settings, and the output of a build of another version. The worker checks each file.
void refuse_broken_site(const SitePlan& site) {
  const WebSettings settings = read_web_settings(site.root);
  if (const auto* mistake = settings.refusal()) throw std::runtime_error(describe(*mistake, site.root));
  if (site.form != SitePlan::Form::kBuilt) return;
  const Result<Manifest> built = read_manifest(fs::canonical(site.root).string(), kAbiStamp);
  if (!built) throw std::runtime_error(built.error().sentence);
}

}  // namespace

std::string pid_file_of(const RunOptions& options) {
  if (!options.pid_file.empty()) return fs::absolute(options.pid_file).lexically_normal().string();
  const fs::path base = existing_folder(options.folder);
  if (is_built_site(base.string()) || !fs::is_directory(base / "logs")) return {};
  return (base / "logs" / "paged.pid").string();
}

std::string required_pid_file(const RunOptions& options) {
  std::string file = pid_file_of(options);
  if (!file.empty()) return file;
  // Says what the folder lacks besides.
  find_run_sites(fs::absolute(options.folder));
  throw UsageError(options.folder +
                   " has no folder `logs` for the process id; create it, or specify a file with "
                   "--pid-file");
}

ServerPlan plan(const DevOptions& options) {
  const fs::path folder = existing_folder(options.folder);
  if (is_built_site(folder.string()))
    throw UsageError(folder.string() +
                     " is the output of `pagec build`, so edits in it have no effect; serve it with `paged run " +
                     options.folder + "`, or develop the folder it was built from");
  ServerPlan plan;
  plan.worker.settings.connectors = {{options.address, options.port}};
  plan.pagec = find_pagec();
  if (plan.pagec.empty())
    throw std::runtime_error("pagec was found neither beside paged nor on the path; pages cannot be built");
  plan.worker.development = true;
  plan.service_arguments = {"--development", "--seconds", std::to_string(options.build_seconds), "--memory",
                            std::to_string(options.build_memory)};
  if (options.debug_info) plan.service_arguments.emplace_back("--debug-info");
  add_checks(options.checks, plan);
  plan.worker.keeps_lines = options.debug_info || !options.checks.empty();
  plan.worker.allowed_hosts = options.allowed_hosts;
  plan.worker.poll = options.poll;
  plan.worker.editor = find_editor(options.editor);
  const fs::path work = options.work.empty() ? fs::path() : fs::absolute(options.work).lexically_normal();
  plan.find_sites = [given = fs::absolute(options.folder), work] { return find_dev_sites(given, work); };
  plan.worker.sites = plan.find_sites().sites;
  add_cmake(options.cmake, plan);
  return plan;
}

ServerPlan plan(const RunOptions& options) {
  ServerPlan plan;
  const fs::path given = fs::absolute(options.folder);
  plan.read_settings = [given, options] { return read_run_settings(given, options); };
  plan.worker.settings = plan.read_settings();
  plan.find_sites = [given] { return find_run_sites(given); };
  plan.worker.sites = plan.find_sites().sites;
  plan.pagec = find_pagec();
  plan.pid_file = pid_file_of(options);
  // It is of use, but not necessary, unless it was asked for.
  if (options.pid_file.empty() && !is_writable_folder(fs::path(plan.pid_file).parent_path().string()))
    plan.pid_file.clear();
  for (const SitePlan& site : plan.worker.sites) refuse_broken_site(site);
  plan.check_arguments = {"configtest", "--base", fs::absolute(options.folder).string()};
  return plan;
}

}  // namespace quire::paged
