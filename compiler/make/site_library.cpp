#include "compiler/make/site_library.h"
#include "compiler/clang/remap.h"
#include "compiler/link/so_linker.h"
#include "compiler/make/build_answer.h"
#include "compiler/make/diagnostics_json.h"
#include "compiler/make/prelude.h"
#include "compiler/make/site_source.h"
#include "compiler/process/child_pool.h"
#include "compiler/process/file_lock.h"
#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"

#include <boost/filesystem.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <optional>
#include <thread>

namespace quire::compiler {

namespace {

namespace fs = boost::filesystem;
namespace json = boost::json;

constexpr const char* kLibraryStem = "libsite.";

/// One build of the library.
struct SiteBuild {
  const Toolchain& toolchain;
  const BuildRequest& request;
  SourceList list;
  std::string settings;
  SiteLibrary library = {};
  /// Of each source, in the order of the list.
  std::vector<std::string> objects = {};

  std::string file(const std::string& name) const { return (fs::path(request.work) / name).string(); }
};

std::optional<json::object> read_json(const std::string& path) {
  const Result<std::string> text = read_file(path);
  boost::system::error_code error;
  json::value value = text ? json::parse(*text, error) : json::value();
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

bool are_unchanged(std::vector<FileStamp>& files) { return std::all_of(files.begin(), files.end(), is_unchanged); }

/// What was built before, when nothing of it has changed.
bool find_built(SiteBuild& build) try {
  const auto record = read_json(build.file(std::string(kSiteSources) + "/site.json"));
  if (!record || record->at("settings").as_string() != build.settings ||
      json::value_to<std::vector<std::string>>(record->at("sources")) != build.list.sources)
    return false;
  SiteLibrary& library = build.library;
  library.files = stamps_from_json(record->at("files").as_array());
  if (!are_unchanged(library.files)) return false;
  library.name = json::value_to<std::string>(record->at("name"));
  library.key = json::value_to<std::string>(record->at("key"));
  return fs::exists(fs::path(library.folder) / library.name);
} catch (const std::exception&) {
  // Written by another version, or by hand: built again.
  return false;
}

/// Whether the object is there and as new as its source and headers.
bool find_object(const SiteBuild& build, const std::string& source, std::vector<FileStamp>& files) try {
  const auto record = read_json(build.file(source + ".json"));
  if (!record || record->at("settings").as_string() != build.settings || !fs::exists(build.file(source + ".o")))
    return false;
  files = stamps_from_json(record->at("files").as_array());
  return are_unchanged(files);
} catch (const std::exception&) {
  return false;
}

std::string compile_one(const SiteBuild& build, const std::string& source) try {
  fs::create_directories(fs::path(build.file(source)).parent_path());
  const CompiledSource compiled = compile_source(build.toolchain, build.request, source, build.file(source + ".o"));
  if (compiled.ok) {
    const json::object record = {{"settings", build.settings}, {"files", stamps_to_json(compiled.files)}};
    write_file(build.file(source + ".json"), json::serialize(record));
  }
  return json::serialize(to_json(compiled));
} catch (const std::exception& error) {
  CompiledSource failed;
  failed.diagnostics = failed_build("/" + source, error.what()).at("diagnostics").as_array();
  return json::serialize(to_json(failed));
}

void add_files(SiteLibrary& library, const std::vector<FileStamp>& files) {
  for (const FileStamp& file : files) {
    const auto same = [&](const FileStamp& other) { return other.path == file.path; };
    if (std::none_of(library.files.begin(), library.files.end(), same)) library.files.push_back(file);
  }
}

void take(SiteBuild& build, const std::string& source, const std::string& answer) {
  CompiledSource compiled;
  if (!answer.empty()) compiled = compiled_source_from_json(json::parse(answer).as_object());
  else
    compiled.diagnostics =
        failed_build("/" + source, "the compiler crashed over this source").at("diagnostics").as_array();
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
  // In the usual case, an edit, no further process is needed.
  if (stale.size() == 1) return take(build, stale[0], compile_one(build, stale[0]));
  ChildJobs jobs;
  jobs.count = stale.size();
  jobs.parallel = static_cast<int>(std::thread::hardware_concurrency());
  jobs.work = [&](std::size_t number) { return compile_one(build, stale[number]); };
  jobs.done = [&](std::size_t number, const JobOutcome& outcome) {
    take(build, stale[number], outcome.is_done ? outcome.text : std::string());
  };
  run_in_children(jobs);
}

/// A name that no source defines, where a source mentions it.
void report_link(SiteBuild& build, const LinkResult& linked) {
  Translation nowhere;
  nowhere.sources.add(SourceFile(kSiteSources, "", ""));
  for (const std::string& symbol : linked.undefined_symbols)
    nowhere.sink.report(DiagnosticKind::kUndefinedSymbol, Span{},
                        "undefined symbol `" + symbol + "`: it is declared, but no source of the site defines it");
  for (const std::string& error : linked.errors)
    nowhere.sink.report(DiagnosticKind::kLinkError, Span{}, "the linker says: " + error);
  const json::array diagnostics = diagnostics_to_json(nowhere, build.request.colour);
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
  std::string text = build.settings;
  for (const FileStamp& file : library.files) text += file.hash;
  library.key = content_hash(text);
  const std::string name = kLibraryStem + library.key + ".so";
  const LinkResult linked = link_objects(build.toolchain, build.objects, name);
  if (!linked.ok) {
    library.has_mistakes = true;
    return report_link(build, linked);
  }
  const auto before = read_json(build.file(std::string(kSiteSources) + "/site.json"));
  write_file((fs::path(library.folder) / name).string(), linked.library);
  library.name = name;
  const json::object record = {{"settings", build.settings},
                               {"name", name},
                               {"key", library.key},
                               {"sources", json::value_from(build.list.sources)},
                               {"files", stamps_to_json(library.files)}};
  write_file(build.file(std::string(kSiteSources) + "/site.json"), json::serialize(record));
  // Pages that are not built again yet still name the last one.
  const json::value* last = before ? before->if_contains("name") : nullptr;
  remove_old(build, last != nullptr && last->is_string() ? json::value_to<std::string>(*last) : std::string());
}

}  // namespace

SiteLibrary build_site_library(const Toolchain& toolchain, const BuildRequest& request) {
  SiteBuild build{toolchain, request, list_sources(request.root), {}};
  build.library.expected = build.list.folders;
  if (build.list.sources.empty()) return build.library;
  build.library.folder = build.file(kSiteSources);
  build.settings = find_prelude(toolchain, PreludeKind::kStd).hash +
                   (request.site_optimization == Optimization::kFull ? "-O2" : "-O0");
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

json::object to_json(const SiteLibrary& library) {
  return {{"name", library.name},
          {"folder", library.folder},
          {"key", library.key},
          {"files", stamps_to_json(library.files)},
          {"diagnostics", library.diagnostics},
          {"has_mistakes", library.has_mistakes}};
}

SiteLibrary site_library_from_json(const json::object& object) {
  const auto text = [&](const char* name) { return json::value_to<std::string>(object.at(name)); };
  SiteLibrary library;
  library.name = text("name");
  library.folder = text("folder");
  library.key = text("key");
  library.files = stamps_from_json(object.at("files").as_array());
  library.diagnostics = object.at("diagnostics").as_array();
  library.has_mistakes = object.at("has_mistakes").as_bool();
  return library;
}

}  // namespace quire::compiler
