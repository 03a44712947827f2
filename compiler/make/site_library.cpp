#include "compiler/make/site_library.h"
#include "compiler/clang/remap.h"
#include "compiler/diag/reported.h"
#include "compiler/link/link_mistakes.h"
#include "compiler/link/so_linker.h"
#include "compiler/make/prelude.h"
#include "compiler/make/site_source.h"
#include "compiler/make/source_list.h"
#include "compiler/process/child_pool.h"
#include "compiler/process/file_lock.h"
#include "compiler/translate.h"
#include "runtime/base/content_hash.h"
#include "runtime/base/cores.h"
#include "runtime/base/file.h"
#include "runtime/protocol/json_text.h"

#include <boost/filesystem.hpp>

#include <algorithm>
#include <optional>

namespace quire::compiler {

namespace {

namespace fs = boost::filesystem;

constexpr const char* kLibraryStem = "libsite.";

/// `<source>.json`: what an object was compiled from. `root` is the site's folder: the files of a copy
/// are others.
struct ObjectRecord {
  std::string root;
  std::string settings;
  std::vector<FileStamp> files;
};
BOOST_DESCRIBE_STRUCT(ObjectRecord, (), (root, settings, files))

/// `site.json`: what the library was linked from.
struct LibraryRecord {
  std::string root;
  std::string settings;
  std::string name;
  std::string key;
  std::vector<std::string> sources;
  std::vector<FileStamp> files;
};
BOOST_DESCRIBE_STRUCT(LibraryRecord, (), (root, settings, name, key, sources, files))

/// One build of the library.
struct SiteBuild {
  const Toolchain& toolchain;
  const BuildOrder& order;
  SourceList list;
  /// How objects are compiled.
  std::string settings;
  SiteLibrary library = {};
  /// One for each source file, in the order of `list`.
  std::vector<std::string> objects = {};

  std::string file(const std::string& name) const { return (fs::path(order.work) / name).string(); }
  std::string link_settings() const { return settings + toolchain.link_hash; }
  std::string record() const { return file(std::string(kSiteSources) + "/site.json"); }
};

bool are_unchanged(std::vector<FileStamp>& files) { return std::all_of(files.begin(), files.end(), is_unchanged); }

/// Finds the library that was built before; returns false if anything has changed.
bool find_built(SiteBuild& build) {
  auto record = read_json_file<LibraryRecord>(build.record());
  if (!record || record->root != build.order.root || record->settings != build.link_settings() ||
      record->sources != build.list.sources || !are_unchanged(record->files))
    return false;
  SiteLibrary& library = build.library;
  library.files = std::move(record->files);
  library.name = record->name;
  library.key = record->key;
  return fs::exists(fs::path(library.folder) / library.name);
}

/// Whether the object exists and is up to date with its source and headers.
bool find_object(const SiteBuild& build, const std::string& source, std::vector<FileStamp>& files) {
  auto record = read_json_file<ObjectRecord>(build.file(source + ".json"));
  if (!record || record->root != build.order.root || record->settings != build.settings ||
      !fs::exists(build.file(source + ".o")))
    return false;
  files = std::move(record->files);
  return are_unchanged(files);
}

CompiledSource compile_one(const SiteBuild& build, const std::string& source) try {
  fs::create_directories(fs::path(build.file(source)).parent_path());
  CompiledSource compiled = compile_source(build.toolchain, build.order, source, build.file(source + ".o"));
  if (compiled.ok)
    write_file(build.file(source + ".json"), to_json(ObjectRecord{build.order.root, build.settings, compiled.files}));
  return compiled;
} catch (const std::exception& error) {
  return {false, {}, {}, {build_failure(source, error.what())}};
}

void add_files(SiteLibrary& library, const std::vector<FileStamp>& files) {
  for (const FileStamp& file : files) {
    const auto same = [&](const FileStamp& other) { return other.path == file.path; };
    if (std::none_of(library.files.begin(), library.files.end(), same)) library.files.push_back(file);
  }
}

void take(SiteBuild& build, const CompiledSource& compiled) {
  SiteLibrary& library = build.library;
  library.has_mistakes = library.has_mistakes || !compiled.ok;
  add_files(library, compiled.files);
  library.expected.insert(library.expected.end(), compiled.missing.begin(), compiled.missing.end());
  library.diagnostics.insert(library.diagnostics.end(), compiled.diagnostics.begin(), compiled.diagnostics.end());
}

void compile_stale(SiteBuild& build) {
  std::vector<std::string> stale;
  for (const std::string& source : build.list.sources) {
    build.objects.push_back(build.file(source + ".o"));
    std::vector<FileStamp> files;
    if (find_object(build, source, files)) add_files(build.library, files);
    else stale.push_back(source);
  }
  // In the usual case, an edit, no other process is needed.
  if (stale.size() == 1) return take(build, compile_one(build, stale[0]));
  ChildJobs jobs;
  jobs.count = stale.size();
  jobs.parallel = static_cast<int>(usable_cores());
  jobs.work = [&](std::size_t number) { return to_json(compile_one(build, stale[number])); };
  jobs.done = [&](std::size_t number, const JobOutcome& outcome) {
    if (outcome.is_done) take(build, from_json<CompiledSource>(outcome.text));
    else take(build, {false, {}, {}, {build_failure(stale[number], "the compiler crashed on this source file")}});
  };
  run_in_children(jobs);
}

/// Where the sources use a symbol first.
Span first_use(const SiteBuild& build, const std::string& symbol, SourceSet& sources) {
  for (std::size_t index = 0; index < build.objects.size(); ++index) {
    const auto object = read_file(build.objects[index]);
    if (!object) continue;
    const std::string& root = build.order.root;
    if (const auto use = find_use({*object, root + "/" + build.list.sources[index], root}, symbol, sources))
      return *use;
  }
  return {};
}

/// Reports the symbols that no source file defines, and the linker's other errors.
void report_link(SiteBuild& build, const LinkResult& linked) {
  Translation site;
  site.sources.add(SourceFile(kSiteSources, "", ""));
  for (const std::string& symbol : linked.undefined_symbols)
    site.sink.report(DiagnosticKind::kUndefinedSymbol, first_use(build, symbol, site.sources),
                     undefined_message(linked, symbol, "source file of the site", "define it in `WEB-INF/src`"));
  for (const std::string& error : linked.errors) {
    const bool needs_option = error.find("recompile with -fPIC") != std::string::npos;
    site.sink.report(
        DiagnosticKind::kLinkError, Span{},
        "the linker reports: " + error + (needs_option ? "; in CMake, set CMAKE_POSITION_INDEPENDENT_CODE to ON" : ""));
  }
  site.sink.sort();
  const auto diagnostics = reported(site.sink, site.sources, build.order.colour);
  build.library.diagnostics.insert(build.library.diagnostics.end(), diagnostics.begin(), diagnostics.end());
}

void remove_old(const SiteBuild& build, const std::string& also_keep) {
  boost::system::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(build.library.folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(kLibraryStem) && name != build.library.name && name != also_keep)
      fs::remove(entry.path(), error);
  }
}

void link(SiteBuild& build) {
  SiteLibrary& library = build.library;
  std::string text = build.link_settings();
  for (const FileStamp& file : library.files) text += file.hash;
  // The loader knows libraries by their names: when an edit is undone, the variables of the library from
  // before the edit, which may still be in memory, must not come back.
  library.key = build.order.portable ? content_hash(text) : unique_name();
  const std::string name = kLibraryStem + library.key + ".so";
  const LinkResult linked = link_objects(build.toolchain, build.objects, name);
  if (!linked.ok) {
    library.has_mistakes = true;
    return report_link(build, linked);
  }
  const auto before = read_json_file<LibraryRecord>(build.record());
  write_file((fs::path(library.folder) / name).string(), linked.library);
  library.name = name;
  write_file(build.record(), to_json(LibraryRecord{build.order.root, build.link_settings(), name, library.key,
                                                   build.list.sources, library.files}));
  // Pages that have not been rebuilt yet still use the previous one.
  remove_old(build, before ? before->name : std::string());
}

}  // namespace

SiteLibrary build_site_library(const Toolchain& toolchain, const BuildOrder& order) {
  SiteBuild build{toolchain, order, list_sources(order.root), {}};
  build.library.expected = build.list.folders;
  if (build.list.sources.empty() && toolchain.archives.empty()) return build.library;
  build.library.folder = build.file(kSiteSources);
  build.settings = find_prelude(toolchain, PreludeKind::kStd).hash + toolchain.compile_hash +
                   (order.site_optimization == Optimization::kFull ? "-O2" : "-O0");
  if (find_built(build)) return build.library;
  fs::create_directories(build.library.folder);
  const FileLock lock(build.file(std::string(kSiteSources) + "/site.lock"));
  if (find_built(build)) return build.library;
  build.library.files.clear();
  build.library.name.clear();
  build.library.key.clear();
  compile_stale(build);
  if (!build.library.has_mistakes) link(build);
  return build.library;
}

}  // namespace quire::compiler
