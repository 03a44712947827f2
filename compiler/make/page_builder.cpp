#include "compiler/make/page_builder.h"

#include "compiler/clang/clang_frontend.h"
#include "compiler/clang/line_sensitivity.h"
#include "compiler/link/link_mistakes.h"
#include "compiler/link/so_linker.h"
#include "compiler/make/build_answer.h"
#include "compiler/make/diagnostics_json.h"
#include "compiler/make/header_folders.h"
#include "compiler/make/page_record.h"
#include "compiler/make/rehearsal.h"
#include "compiler/make/site_library.h"
#include "compiler/make/site_source.h"
#include "compiler/process/child_pool.h"
#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"

#include <boost/filesystem.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <chrono>

namespace quire::compiler {

namespace {

namespace fs = boost::filesystem;
namespace json = boost::json;

/// Milliseconds per stage.
class Stopwatch {
 public:
  void lap(const char* stage) {
    const auto now = Clock::now();
    laps_[stage] = std::chrono::duration<double, std::milli>(now - last_).count();
    last_ = now;
  }
  json::object take() { return std::move(laps_); }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point last_ = Clock::now();
  json::object laps_;
};

/// How many versions of a page stay, for edits that are taken back.
constexpr std::size_t kKeptLibraries = 4;

/// One build, stage by stage.
struct Build {
  const Toolchain& toolchain;
  const BuildRequest& request;
  Rehearsal* rehearsal;
  Translation translation;
  WorkFiles files;
  BuiltLibrary built;
  SiteLibrary site;
  /// The page needs what the site's sources, with their mistakes, do not give.
  bool site_failed = false;
  std::vector<FileStamp> dependencies;
  bool compiled = false;
  Stopwatch watch;
};

/// Whether a library is what this build would make, or better.
bool is_good(const Build& build, BuiltLibrary& library) {
  const auto exists = [](const std::string& path) { return fs::exists(path); };
  return library.code_hash == build.built.code_hash && library.settings == build.built.settings &&
         (library.site_key.empty() || library.site_key == build.site.key) &&
         (library.is_optimized || !build.built.is_optimized) &&
         fs::exists(fs::path(build.files.folder) / library.name) &&
         std::all_of(library.headers.begin(), library.headers.end(), is_unchanged) &&
         std::none_of(library.absent.begin(), library.absent.end(), exists);
}

Prelude prelude_of(const Build& build) {
  const PreludeKind kind = prelude_for(build.translation.unit);
  if (build.rehearsal != nullptr && build.rehearsal->prelude_kind() == kind) return build.rehearsal->prelude();
  return find_prelude(build.toolchain, kind);
}

/// From now on the page's lines are part of the unit.
void add_lines(Build& build) {
  const bool for_debugger = build.toolchain.debug_info == DebugDetail::kFull;
  CppUnit& unit = build.translation.unit;
  unit = with_line_directives(std::move(unit), build.translation.sources,
                              for_debugger ? LineNames::kOnDisk : LineNames::kInSite);
  build.built.code_hash = unit.code_hash;
}

/// Whether lines matter to what is built, as far as it can be told before.
bool wants_lines(const Build& build, const std::vector<BuiltLibrary>& before) {
  return build.toolchain.debug_info == DebugDetail::kFull || names_own_line(build.translation.unit) ||
         std::any_of(before.begin(), before.end(), [](const BuiltLibrary& library) { return library.asks_own_line; });
}

CompiledUnit compile(Build& build, const Prelude& prelude, const CompileOptions& options) {
  // What is made ahead knows no lines.
  if (build.translation.unit.has_line_directives) return compile_unit(build.toolchain, options, build.translation);
  if (build.rehearsal != nullptr)
    if (auto unit = build.rehearsal->compile(options, build.translation)) return *std::move(unit);
  const CppUnit& unit = build.translation.unit;
  const std::string includes = unit.code.substr(unit.includes.begin, unit.includes.end - unit.includes.begin);
  const auto own = find_import_prelude({build.toolchain, build.request.work, prelude, includes, options.include_dirs});
  if (own) return compile_after(*own, build.toolchain, options, build.translation);
  return compile_unit(build.toolchain, options, build.translation);
}

/// The site's library as the page's one finds it, wherever the work folder is.
UsedLibrary site_of(const Build& build) {
  if (build.site.name.empty()) return {};
  const fs::path folder(build.site.folder);
  return {(folder / build.site.name).string(), "$ORIGIN/" + folder.lexically_relative(build.files.folder).string()};
}

/// A page that uses the site's library is made of what that is made of.
void note_site(Build& build, const std::string& library) {
  const bool uses = !build.site.name.empty() && library.find(build.site.name) != std::string::npos;
  if (!uses) return;
  build.built.site_key = build.site.key;
  build.built.headers.insert(build.built.headers.end(), build.site.files.begin(), build.site.files.end());
  build.built.folders = build.site.expected;
}

/// Compiles and links; returns whether there is a new library.
bool make_library(Build& build, const Prelude& prelude) {
  const CompileOptions options{build.files.code, prelude.path, include_dirs(build.request), build.request.optimization,
                               build.request.check_only};
  CompiledUnit unit = compile(build, prelude, options);
  // What Clang takes as a warning may be a mistake in a page.
  unit.ok = unit.ok && !build.translation.sink.has_errors();
  if (unit.ok && unit.asks_own_line && !build.translation.unit.has_line_directives && !build.request.check_only) {
    add_lines(build);
    write_file(build.files.code, build.translation.unit.code);
    unit = compile_unit(build.toolchain, options, build.translation);
  }
  report_shared_statics(unit.statics, build.translation);
  build.built.asks_own_line = unit.asks_own_line;
  build.built.headers = std::move(unit.headers);
  build.built.absent = absent_headers(build.built.headers, options.include_dirs);
  build.watch.lap("compile");
  if (!unit.ok && !build.translation.sink.has_errors())
    build.translation.sink.report(DiagnosticKind::kBuildFailed, Span{}, "Clang refused the page without a word");
  if (!unit.ok || build.request.check_only) return unit.ok;

  report_pins(unit.object, build.translation);
  const LinkResult linked =
      link_library(build.toolchain, unit.object, site_of(build), link_options(build.translation.unit));
  if (linked.ok) {
    note_site(build, linked.library);
    build.built.key = library_key(build.built.code_hash, build.built.settings, build.built.headers);
    build.built.name = build.files.library_stem + build.built.key + (build.built.is_optimized ? "-O2.so" : ".so");
    write_file((fs::path(build.files.folder) / build.built.name).string(), linked.library);
  } else if (build.site.has_mistakes && !linked.undefined_symbols.empty()) {
    // What is missing stands in sources whose mistakes are told instead.
    build.site_failed = true;
  } else {
    report_link(linked, build.translation);
  }
  build.watch.lap("link");
  return linked.ok;
}

void run(Build& build) {
  Translation& translation = build.translation;
  translation = translate(build.request.root, build.request.page);
  build.watch.lap("translate");
  if (translation.sink.has_errors()) return;

  const Prelude prelude = prelude_of(build);
  build.watch.lap("prelude");
  build.files = work_files(build.request.work, build.request.page);
  const std::vector<BuiltLibrary> before =
      build.request.check_only ? std::vector<BuiltLibrary>() : read_built(build.files);
  build.built.code_hash = translation.unit.code_hash;
  if (wants_lines(build, before)) add_lines(build);
  build.built.settings = prelude.hash;
  build.built.is_optimized = build.request.optimization == Optimization::kFull;
  if (build.request.check_only) {
    make_library(build, prelude);
    return;
  }
  build.site = build_site_library(build.toolchain, build.request);
  if (!build.site.files.empty()) build.watch.lap("site");
  fs::create_directories(build.files.folder);
  std::vector<BuiltLibrary> libraries = before;
  const auto good =
      std::find_if(libraries.begin(), libraries.end(), [&](BuiltLibrary& library) { return is_good(build, library); });
  const bool is_newest = good != libraries.end() && good == libraries.begin();
  if (good != libraries.end()) {
    std::rotate(libraries.begin(), good, std::next(good));
  } else {
    write_file(build.files.code, translation.unit.code);
    build.compiled = true;
    if (!make_library(build, prelude)) return;
    libraries.insert(libraries.begin(), build.built);
    if (libraries.size() > kKeptLibraries) libraries.resize(kKeptLibraries);
  }
  if (!is_newest) write_built(build.files, libraries);
  // Somebody waits: a rename over the old record would have ext4 write the new
  // one to the disk at once. Who looks for it meanwhile builds the page.
  if (build.rehearsal != nullptr) fs::remove(build.files.record);
  build.dependencies = write_record(build.files, translation, libraries.front());
  if (build.compiled) remove_old_files(build.files, libraries);
  build.watch.lap("write");
}

/// Everything that was read for a page without a record: when one of them
/// changes, a failed one is worth another try.
std::vector<FileStamp> dependencies_without_record(const Build& build) {
  std::vector<FileStamp> stamps = stamp_sources(build.translation);
  stamps.insert(stamps.end(), build.built.headers.begin(), build.built.headers.end());
  if (build.built.site_key.empty()) stamps.insert(stamps.end(), build.site.files.begin(), build.site.files.end());
  return stamps;
}

/// A source of the site, of which there is only something to check.
json::object check_source(const Toolchain& toolchain, const BuildRequest& request) {
  const CompiledSource compiled = compile_source(toolchain, request, site_name(request.page), {});
  return {{"ok", compiled.ok},
          {"page", request.page},
          {"record", ""},
          {"compiled", true},
          {"diagnostics", compiled.diagnostics},
          {"dependencies", stamps_to_json(compiled.files)},
          {"missing", json::value_from(compiled.missing)},
          {"milliseconds", json::object()}};
}

}  // namespace

json::object build_page(const Toolchain& toolchain, const BuildRequest& request, Rehearsal* rehearsal) {
  if (is_site_source(request.page)) return check_source(toolchain, request);
  Build build{toolchain, request, rehearsal, {}, {}, {}, {}, false, {}, false, {}};
  try {
    run(build);
  } catch (const std::exception& error) {
    build.translation.sink.report(DiagnosticKind::kBuildFailed, Span{}, error.what());
    if (build.translation.sources.size() == 0)
      build.translation.sources.add(SourceFile(site_name(request.page), "", ""));
  }
  build.translation.sink.sort();
  const bool ok = !build.translation.sink.has_errors() && !build.site_failed;
  if (!ok || request.check_only) build.dependencies = dependencies_without_record(build);
  json::array dependencies;
  for (const FileStamp& stamp : build.dependencies) dependencies.push_back(to_json(stamp));
  json::array missing;
  for (const std::string& path : build.translation.missing) missing.emplace_back(path);
  for (const std::string& path : build.built.absent) missing.emplace_back(path);
  for (const std::string& path : ok ? build.built.folders : build.site.expected) missing.emplace_back(path);
  json::array diagnostics = diagnostics_to_json(build.translation, build.request.colour);
  // A page that can do without the site's sources is served without them.
  if (ok != build.site.has_mistakes)
    diagnostics.insert(diagnostics.end(), build.site.diagnostics.begin(), build.site.diagnostics.end());
  return {{"ok", ok},
          {"page", request.page},
          {"record", build.files.record},
          {"compiled", build.compiled},
          {"diagnostics", std::move(diagnostics)},
          {"dependencies", std::move(dependencies)},
          {"missing", std::move(missing)},
          {"milliseconds", build.watch.take()}};
}

void build_pages(const Toolchain& toolchain, const std::vector<BuildRequest>& requests, int parallel,
                 const BuildLimits& limits, const std::function<void(std::size_t, json::object)>& done) {
  ChildJobs jobs;
  jobs.count = requests.size();
  jobs.parallel = parallel;
  jobs.limits = limits;
  jobs.work = [&](std::size_t number) { return json::serialize(build_page(toolchain, requests[number])); };
  jobs.done = [&](std::size_t number, const JobOutcome& outcome) {
    done(number,
         outcome.is_done ? json::parse(outcome.text).as_object() : failed_build(requests[number].page, outcome.text));
  };
  run_in_children(jobs);
}

}  // namespace quire::compiler
