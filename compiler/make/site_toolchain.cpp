#include "compiler/make/site_toolchain.h"

#include "compiler/diag/reported.h"
#include "compiler/link/library_file.h"
#include "compiler/make/package.h"
#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"
#include "runtime/protocol/json_text.h"
#include "runtime/protocol/web_toml.h"

#include <boost/filesystem.hpp>

#include <algorithm>
#include <ctime>
#include <optional>
#include <utility>

namespace quire::compiler {

namespace {

namespace fs = boost::filesystem;

using Build = WebSettings::Build;
using Setting = WebSettings::Setting<std::string>;

/// `WEB-INF/build.json` in the work folder.
struct Stored {
  std::string key;
  std::vector<std::string> compile_flags;
  std::vector<std::string> compile_arguments;
  std::vector<std::string> libraries;
  std::vector<std::string> archives;
  std::vector<FileStamp> files;
  std::vector<std::string> missing;
};
BOOST_DESCRIBE_STRUCT(Stored, (), (key, compile_flags, compile_arguments, libraries, archives, files, missing))

void append(std::vector<std::string>& to, std::vector<std::string> more) {
  std::ranges::move(more, std::back_inserter(to));
}

std::string hash_of(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += word + '\n';
  return content_hash(text);
}

/// Reads the settings of one site.
class Adding {
 public:
  Adding(const Toolchain& toolchain, const BuildOrder& order, bool looks_at_machine)
      : order_(order), looks_at_machine_(looks_at_machine), site_{toolchain} {}

  SiteToolchain run();

 private:
  std::string key_of(const Build& build) const;
  bool find_stored(const std::string& key);
  void store(const std::string& key) const;
  void set_hashes();
  void resolve(const Build& build);
  void add_package(const Setting& package);
  void add_library(const Setting& library);
  void add_file(const std::string& path, const std::string& folder);
  std::string keep_version(const std::string& path) const;
  /// The folders in which libraries are searched by name.
  std::vector<std::string> folders() const;
  std::string search_path(const std::string& folder) const;
  std::string whole(const std::string& path) const {
    return fs::absolute(path, order_.root).lexically_normal().string();
  }
  void mistake(const Setting& setting, std::string message) {
    sink_.report(DiagnosticKind::kBadSetting, {0, setting.place.begin, setting.place.end}, std::move(message));
  }

  const BuildOrder& order_;
  const bool looks_at_machine_;
  SiteToolchain site_;
  SourceSet sources_;
  Sink sink_;
  /// From `-L` options of packages.
  std::vector<std::string> package_folders_;
};

std::string Adding::key_of(const Build& build) const {
  std::vector<std::string> words = {site_.toolchain.fingerprint, site_.toolchain.compile_hash,
                                    site_.toolchain.link_hash, order_.root, order_.portable ? "portable" : ""};
  const ToolchainOptions& options = site_.toolchain.options;
  append(words, options.site_flags);
  append(words, options.site_libraries);
  for (const auto* settings :
       {&build.packages, &build.libraries, &build.include_dirs, &build.definitions, &build.flags}) {
    words.emplace_back("-");
    for (const Setting& setting : *settings) words.push_back(setting.value);
  }
  return hash_of(words);
}

std::string stored_path(const BuildOrder& order) { return order.work + "/WEB-INF/build.json"; }

bool Adding::find_stored(const std::string& key) {
  if (order_.work.empty() || !looks_at_machine_) return false;
  auto stored = read_json_file<Stored>(stored_path(order_));
  if (!stored || stored->key != key || !std::ranges::all_of(stored->files, is_unchanged) ||
      std::ranges::any_of(stored->missing, [](const std::string& path) { return fs::exists(path); }))
    return false;
  site_.toolchain.compile_flags = site_.compile_flags = std::move(stored->compile_flags);
  site_.toolchain.compile_arguments = std::move(stored->compile_arguments);
  site_.toolchain.libraries = std::move(stored->libraries);
  site_.toolchain.archives = std::move(stored->archives);
  site_.files = std::move(stored->files);
  site_.missing = std::move(stored->missing);
  return true;
}

void Adding::store(const std::string& key) const {
  if (order_.work.empty() || !looks_at_machine_ || sink_.has_errors()) return;
  const Toolchain& made = site_.toolchain;
  fs::create_directories(fs::path(stored_path(order_)).parent_path());
  write_file(stored_path(order_), to_json(Stored{key, made.compile_flags, made.compile_arguments, made.libraries,
                                                 made.archives, site_.files, site_.missing}));
}

void Adding::set_hashes() {
  Toolchain& made = site_.toolchain;
  made.compile_hash = hash_of(made.compile_flags);
  std::vector<std::string> linked = made.libraries;
  append(linked, made.archives);
  for (const FileStamp& file : site_.files) linked.push_back(file.hash);
  made.link_hash = hash_of(linked);
}

std::vector<std::string> Adding::folders() const {
  std::vector<std::string> folders = package_folders_;
  if (looks_at_machine_) append(folders, library_folders(site_.toolchain));
  return folders;
}

/// Where the library's folder will be found when pages are loaded; empty for the system's own.
std::string Adding::search_path(const std::string& folder) const {
  boost::system::error_code error;
  const std::string canonical = fs::canonical(folder, error).string();
  const std::vector<std::string> system = library_folders(site_.toolchain);
  if (std::ranges::find(system, canonical) != system.end()) return {};
  // The libraries of a built site are in `WEB-INF/quire/lib`.
  if (order_.portable && folder.starts_with(order_.root + "/"))
    return "$ORIGIN/" + fs::path(folder).lexically_relative(order_.root + "/WEB-INF/quire/lib").string();
  return folder;
}

void Adding::add_file(const std::string& path, const std::string& folder) {
  if (auto stamp = stamp_file(path)) site_.files.push_back(*std::move(stamp));
  Toolchain& made = site_.toolchain;
  if (path.ends_with(".a")) return made.archives.push_back(path);
  // By the file's name, which is stored in the page's library if the library has no name of its own.
  fs::path linked = path;
  std::string search = search_path(folder);
  if (!search.empty() && !order_.portable && !order_.work.empty()) {
    linked = keep_version(path);
    search = linked.parent_path().string();
  }
  append(made.libraries, {"-L" + linked.parent_path().string(), "-l:" + linked.filename().string()});
  if (!search.empty()) append(made.libraries, {"-rpath", search});
}

/// Copies a library to the work folder under a name of its own: a process that has loaded one version
/// would otherwise never load the next one. Returns the copy's path.
std::string Adding::keep_version(const std::string& path) const {
  const std::string bytes = read_file(path).value_or("");
  const fs::path folder = fs::path(order_.work) / "WEB-INF" / "libraries";
  const std::string stem = fs::path(path).filename().string() + ".";
  const fs::path copy = folder / (stem + content_hash(bytes) + ".so");
  fs::create_directories(folder);
  // Others may be building with another version, or writing this one: only copies that are older than the library go.
  boost::system::error_code error;
  const std::time_t written = fs::last_write_time(path, error);
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
    if (entry.path().filename().string().starts_with(stem) && entry.path() != copy &&
        fs::last_write_time(entry.path(), error) < written)
      fs::remove(entry.path(), error);
  if (!fs::exists(copy)) write_file(copy.string(), without_name(bytes));
  return copy.string();
}

void Adding::add_library(const Setting& library) {
  const bool is_path = library.value.find('/') != std::string::npos || library.value.ends_with(".a") ||
                       library.value.find(".so") != std::string::npos;
  if (!looks_at_machine_) return site_.link_flags.push_back(is_path ? whole(library.value) : "-l" + library.value);
  const std::string path = is_path ? whole(library.value) : find_library(library.value, folders());
  if (path.empty() || !fs::exists(path)) {
    if (is_path) site_.missing.push_back(path);
    const std::string what = is_path ? "library `" + path + "` does not exist"
                                     : "library `" + library.value + "` is not installed: there is neither `lib" +
                                           library.value + ".so` nor `lib" + library.value +
                                           ".a` in the system's folders; install its development package, or write "
                                           "the library's path";
    return mistake(library, what);
  }
  if (const std::string objection = library_objection(path); !objection.empty()) {
    // It may be only half written.
    if (auto stamp = stamp_file(path)) site_.files.push_back(*std::move(stamp));
    return mistake(library, "library `" + path + "` cannot be linked: " + objection);
  }
  add_file(path, fs::path(path).parent_path().string());
}

void Adding::add_package(const Setting& setting) {
  const Package package = find_package(setting.value);
  for (const std::string& path : package.files)
    if (auto stamp = stamp_file(path)) site_.files.push_back(*std::move(stamp));
  append(site_.missing, package.missing);
  if (!package.mistake.empty()) return mistake(setting, package.mistake);
  for (const std::string& flag : package.compile) {
    // Warnings in the library's headers are not for the authors of pages.
    if (flag.starts_with("-I")) append(site_.compile_flags, {"-isystem", flag.substr(2)});
    else if (!looks_at_machine_ || flag_objection(site_.toolchain, flag).empty()) site_.compile_flags.push_back(flag);
  }
  for (const std::string& flag : package.link) {
    if (flag.starts_with("-L")) package_folders_.push_back(flag.substr(2));
    if (!looks_at_machine_) site_.link_flags.push_back(flag);
    else if (flag.starts_with("-l")) add_library({flag.substr(2), setting.place});
  }
}

void Adding::resolve(const Build& build) {
  const ToolchainOptions& options = site_.toolchain.options;
  append(site_.compile_flags, options.site_flags);
  for (const std::string& library : options.site_libraries) {
    if (library.starts_with("-L")) package_folders_.push_back(library.substr(2));
    else add_library({library.substr(library.starts_with("-l") ? 2 : 0), {}});
  }
  for (const Setting& folder : build.include_dirs) {
    const std::string path = whole(folder.value);
    if (!fs::is_directory(path)) {
      mistake(folder, "folder `" + path + "` does not exist");
      site_.missing.push_back(path);
    }
    site_.compile_flags.push_back("-I" + path);
  }
  for (const Setting& definition : build.definitions) site_.compile_flags.push_back("-D" + definition.value);
  for (const Setting& package : build.packages) add_package(package);
  for (const Setting& flag : build.flags) {
    const std::string objection = looks_at_machine_ ? flag_objection(site_.toolchain, flag.value) : "";
    if (objection.empty()) site_.compile_flags.push_back(flag.value);
    else mistake(flag, "flag `" + flag.value + "` cannot be used; " + objection);
  }
  for (const Setting& library : build.libraries) add_library(library);
  if (!looks_at_machine_) return;
  site_.toolchain.compile_arguments = arguments_with(site_.toolchain, site_.compile_flags);
  append(site_.toolchain.compile_flags, site_.compile_flags);
}

SiteToolchain Adding::run() {
  const std::string path = order_.root + kWebSettings;
  std::string text = read_file(path).value_or("");
  const ToolchainOptions& options = site_.toolchain.options;
  const bool is_extended = !options.site_flags.empty() || !options.site_libraries.empty();
  // Most sites have no such settings, and builds of their pages should not take longer.
  if (!is_extended && text.find("build") == std::string::npos) return std::move(site_);
  sources_.add(SourceFile(kWebSettings + 1, path, std::move(text)));
  const Build build = parse_web_settings(sources_.file(0).bytes()).build;
  if (!is_extended && build.packages.empty() && build.libraries.empty() && build.include_dirs.empty() &&
      build.definitions.empty() && build.flags.empty())
    return std::move(site_);
  const std::string key = key_of(build);
  if (!find_stored(key)) {
    resolve(build);
    store(key);
  }
  set_hashes();
  sink_.sort();
  site_.mistakes = reported(sink_, sources_, order_.colour);
  return std::move(site_);
}

}  // namespace

SiteToolchain site_toolchain(const Toolchain& toolchain, const BuildOrder& order) {
  return Adding(toolchain, order, /*looks_at_machine=*/true).run();
}

SiteToolchain site_flags(const BuildOrder& order) { return Adding({}, order, /*looks_at_machine=*/false).run(); }

}  // namespace quire::compiler
