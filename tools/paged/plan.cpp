#include "tools/paged/plan.h"

#include "runtime/dev/editor.h"
#include "runtime/fault/abort_reason.h"
#include "runtime/load/built_pages.h"
#include "runtime/protocol/web_toml.h"

#include <boost/filesystem.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace quire::paged {

namespace {

namespace fs = boost::filesystem;

fs::path existing_folder(const std::string& folder) {
  boost::system::error_code error;
  fs::path whole = fs::canonical(folder, error);
  if (error) throw UsageError(folder + ": " + error.message());
  if (!fs::is_directory(whole)) throw UsageError(folder + " is not a folder");
  return whole;
}

/// As in Tomcat: `ROOT` is the root web application, `a#b` is `/a/b`.
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
    if (name.ends_with(".war"))
      std::fprintf(stderr,
                   "paged: %s is an archive and is not served; unpack it into a folder next to it: unzip -d %s %s\n",
                   entry.path().c_str(), entry.path().stem().c_str(), name.c_str());
    if (!fs::is_directory(entry.status()) || name.starts_with('.')) continue;
    if (is_built_site(entry.path().string()))
      sites.push_back({context_path_of(name), entry.path().string(), {}, SitePlan::Form::kBuilt});
    else sites.push_back({context_path_of(name), fs::canonical(entry.path()).string(), (work / name).string()});
  }
  if (sites.empty())
    throw UsageError((base / "webapps").string() + " contains no web application; create a folder `ROOT` in it");
  return sites;
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

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
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

/// Refuses a site with invalid settings, or a built site that has been modified.
void refuse_broken_site(const SitePlan& site) {
  const WebSettings settings = read_web_settings(site.root);
  if (const auto* mistake = settings.refusal()) throw std::runtime_error(describe(*mistake, site.root));
  if (site.form != SitePlan::Form::kBuilt) return;
  const Result<BuiltSite> built = read_built_site(fs::canonical(site.root).string());
  if (!built) throw std::runtime_error(built.error().sentence);
}

}  // namespace

ServerPlan plan(const DevOptions& options) {
  const fs::path folder = existing_folder(options.folder);
  if (is_built_site(folder.string()))
    throw UsageError(folder.string() +
                     " is the output of `pagec build`, so edits in it have no effect; serve it with `paged run " +
                     options.folder + "`, or develop the folder it was built from");
  ServerPlan plan;
  plan.address = options.address;
  plan.port = static_cast<std::uint16_t>(options.port);
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
  const fs::path given = options.work.empty() ? fs::path() : fs::absolute(options.work).lexically_normal();
  if (fs::is_directory(folder / "webapps"))
    plan.worker.sites = find_webapps(folder, given.empty() ? folder / "work" / "localhost" : given);
  else plan.worker.sites = {{"", folder.string(), (given.empty() ? folder / "WEB-INF" / "work" : given).string()}};
  return plan;
}

ServerPlan plan(const RunOptions& options) {
  const fs::path base = existing_folder(options.folder);
  ServerPlan plan;
  plan.address = options.address;
  plan.port = static_cast<std::uint16_t>(options.port);
  // Keep the given path: it may be a link that will point to the next build.
  if (is_built_site(base.string()))
    plan.worker.sites = {{{}, fs::absolute(options.folder).string(), {}, SitePlan::Form::kBuilt}};
  else if (fs::is_directory(base / "webapps")) plan.worker.sites = find_webapps(base, base / "work" / "localhost");
  else
    throw UsageError(base.string() +
                     " has no webapps/ folder and is not the output of `pagec build`; to develop a single site, use "
                     "`paged dev`");
  const auto is_compiled = [](const SitePlan& site) { return site.form == SitePlan::Form::kCompiled; };
  if (std::any_of(plan.worker.sites.begin(), plan.worker.sites.end(), is_compiled)) plan.pagec = find_pagec();
  for (const SitePlan& site : plan.worker.sites) refuse_broken_site(site);
  return plan;
}

}  // namespace quire::paged
