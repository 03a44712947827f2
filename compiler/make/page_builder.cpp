#include "compiler/make/page_builder.h"

#include "compiler/diag/reported.h"
#include "compiler/link/line_table.h"
#include "compiler/link/link_mistakes.h"
#include "compiler/link/so_linker.h"
#include "compiler/make/compile_page.h"
#include "compiler/make/page_record.h"
#include "compiler/make/rehearsal.h"
#include "compiler/make/site_library.h"
#include "compiler/make/site_source.h"
#include "compiler/make/source_list.h"
#include "compiler/process/child_pool.h"
#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"
#include "runtime/protocol/json_text.h"

#include <boost/filesystem.hpp>

#include <algorithm>
#include <chrono>
#include <map>

namespace quire::compiler {

namespace {

namespace fs = boost::filesystem;

/// Measures the milliseconds that each stage takes.
class Stopwatch {
 public:
  void lap(const char* stage) {
    const auto now = Clock::now();
    laps_.emplace_back(stage, std::chrono::duration<double, std::milli>(now - last_).count());
    last_ = now;
  }
  StageTimes take() { return std::move(laps_); }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point last_ = Clock::now();
  StageTimes laps_;
};

template <class T>
void append(std::vector<T>& to, const std::vector<T>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

/// The page's name in diagnostics: its path without the first slash.
std::string name_of(const BuildOrder& order) { return order.page.substr(order.page.starts_with('/') ? 1 : 0); }

/// How many versions of a page are kept, for edits that are undone.
constexpr std::size_t kKeptLibraries = 4;

/// One build, stage by stage.
struct Build {
  const SiteToolchain& site_toolchain;
  PageCompile page;
  WorkFiles files = {};
  BuiltLibrary built = {};
  SiteLibrary site = {};
  /// The page needs symbols from the site's sources, which have errors.
  bool site_failed = false;
  std::vector<FileStamp> dependencies = {};
  bool compiled = false;
  Stopwatch watch = {};
};

/// Whether a library is as good as the one that this build would make, or better.
bool is_good(const Build& build, BuiltLibrary& library) {
  return (library.site_key.empty() || library.site_key == build.site.key) &&
         (library.is_optimized || !build.built.is_optimized) &&
         fs::exists(fs::path(build.files.folder) / library.name) && is_same(library.origin, build.page.origin);
}

Prelude prelude_of(const PageCompile& page) {
  const PreludeKind kind = prelude_for(page.translation.unit);
  if (page.rehearsal != nullptr && page.rehearsal->prelude_kind() == kind) return page.rehearsal->prelude();
  return find_prelude(page.toolchain, kind);
}

/// The site's library, with a path relative to the page's library, so that the work folder can be
/// moved.
UsedLibrary site_of(const Build& build) {
  if (build.site.name.empty()) return {};
  const fs::path folder(build.site.folder);
  return {(folder / build.site.name).string(), "$ORIGIN/" + folder.lexically_relative(build.files.folder).string()};
}

/// A page that uses the site's library also depends on everything that the library was built from.
void note_site(Build& build, const std::string& library) {
  const bool uses = !build.site.name.empty() && library.find(build.site.name) != std::string::npos;
  if (!uses) return;
  build.built.site_key = build.site.key;
  append(build.built.origin.headers, build.site.files);
  build.built.folders = build.site.expected;
}

/// The files whose lines appear in error reports: the unit, the page's own files, which `#line`
/// directives name, and headers of the site.
std::vector<std::string> reported_files(const Build& build) {
  std::vector<std::string> files = {build.files.code};
  const SourceSet& sources = build.page.translation.sources;
  for (FileId id = 0; id < sources.size(); ++id)
    files.insert(files.end(), {sources.file(id).name(), sources.file(id).path()});
  for (const FileStamp& header : build.built.origin.headers) files.push_back(header.path);
  return files;
}

/// Writes the library last: once it exists, so does its line table.
void write_library(const Build& build, const std::string& library) {
  const std::string path = (fs::path(build.files.folder) / build.built.name).string();
  if (build.page.toolchain.debug_info != DebugDetail::kNone)
    write_file(line_table_path(path), to_bytes(read_line_table(library, reported_files(build))));
  write_file(path, library);
}

/// Stores a library that was linked.
void keep_library(Build& build, const std::string& library) {
  note_site(build, library);
  build.built.key = library_key(build.built.origin);
  build.built.name = new_library_name(build.files);
  write_library(build, library);
}

/// The library of an earlier version becomes that of the page again, with static objects of its own.
void restore_library(const Build& build, BuiltLibrary& library) {
  const fs::path folder(build.files.folder);
  const std::string name = new_library_name(build.files);
  for (const auto& [from, to] : {std::pair(line_table_path(library.name), line_table_path(name)), {library.name, name}})
    if (const Result<std::string> bytes = read_file((folder / from).string()))
      write_file((folder / to).string(), *bytes);
  library.name = name;
}

/// Compiles and links. Returns false if there are errors.
bool make_library(Build& build) {
  PageCompile& page = build.page;
  const bool is_compiled = compile_page(page);
  build.built.origin = page.origin;
  append(build.built.origin.headers, build.site_toolchain.files);
  build.watch.lap("compile");
  if (!is_compiled) return false;

  const LinkResult linked =
      link_library(page.toolchain, page.object, site_of(build), link_options(page.translation.unit));
  if (linked.ok) {
    if (!page.order.check_only) keep_library(build, linked.library);
  } else if (build.site.has_mistakes && !linked.undefined_symbols.empty()) {
    // The missing symbols may be in sources with errors, which are reported instead.
    build.site_failed = true;
  } else {
    report_link(linked, page.translation, {page.object, page.unit_path, page.order.root});
  }
  build.watch.lap("link");
  return linked.ok;
}

/// Makes the library, and writes the generated code beside it for people to read.
bool make_files(Build& build) {
  const std::string& code = build.page.translation.unit.code;
  const std::string hash = build.page.origin.code_hash;
  write_file(build.files.code, code);
  build.compiled = true;
  const bool is_made = make_library(build);
  // `#line` directives were added.
  if (build.page.origin.code_hash != hash) write_file(build.files.code, code);
  return is_made;
}

void run(Build& build) {
  PageCompile& page = build.page;
  translate_page(page);
  build.watch.lap("translate");
  if (page.translation.sink.has_errors() || !build.site_toolchain.mistakes.empty()) return;

  page.prelude = prelude_of(page);
  build.watch.lap("prelude");
  build.files = work_files(page.order.work, page.order.page);
  page.unit_path = build.files.code;
  // Of this site only: its headers, and the paths in its code, are not those of a copy.
  page.origin.settings = page.prelude.hash + page.toolchain.compile_hash + page.toolchain.link_hash + page.order.root;
  std::vector<BuiltLibrary> libraries = page.order.check_only ? std::vector<BuiltLibrary>() : read_built(build.files);
  settle_lines(page, std::ranges::any_of(libraries, [](const auto& library) { return library.origin.asks_own_line; }));
  build.built.is_optimized = page.order.optimization == Optimization::kFull;
  build.site = build_site_library(page.toolchain, page.order);
  if (!build.site.files.empty()) build.watch.lap("site");
  if (page.order.check_only) {
    make_library(build);
    return;
  }
  fs::create_directories(build.files.folder);
  const auto good =
      std::find_if(libraries.begin(), libraries.end(), [&](BuiltLibrary& library) { return is_good(build, library); });
  const bool is_newest = good != libraries.end() && good == libraries.begin();
  if (good != libraries.end()) {
    if (!is_newest) restore_library(build, *good);
    std::rotate(libraries.begin(), good, std::next(good));
  } else {
    if (!make_files(build)) return;
    libraries.insert(libraries.begin(), build.built);
    if (libraries.size() > kKeptLibraries) libraries.resize(kKeptLibraries);
  }
  if (!is_newest) write_file(build.files.libraries, to_json(libraries));
  // Somebody is waiting: a rename over the old record would make ext4 write the new one to disk at
  // once. Whoever looks for the record in the meantime builds the page.
  if (page.rehearsal != nullptr) fs::remove(build.files.record);
  build.dependencies = write_record(build.files, page.order.root, page.translation, libraries.front());
  if (build.compiled || !is_newest) remove_old_files(build.files, libraries);
  build.watch.lap("write");
}

/// Everything that was read for a page without a record: if one of these files changes, a failed
/// build is worth another try.
std::vector<FileStamp> dependencies_without_record(const Build& build) {
  std::vector<FileStamp> stamps = stamp_sources(build.page.translation);
  append(stamps, build.built.origin.headers);
  append(stamps, build.site_toolchain.files);
  if (build.built.site_key.empty()) append(stamps, build.site.files);
  return stamps;
}

DiagnosticKind diagnostic_for(TextKind kind) {
  switch (kind) {
    case TextKind::kMessage:
      return DiagnosticKind::kMissingMessage;
    case TextKind::kBundle:
      return DiagnosticKind::kMissingBundle;
    case TextKind::kLocale:
      return DiagnosticKind::kUnknownLocale;
    case TextKind::kTimeZone:
      return DiagnosticKind::kUnknownTimeZone;
    case TextKind::kNumberPattern:
    case TextKind::kDatePattern:
      return DiagnosticKind::kBadPattern;
    case TextKind::kImport:
      break;
  }
  return DiagnosticKind::kUnlistedImport;
}

/// The texts of the page that others judge, each with what to report.
std::vector<CheckedText> texts_to_check(const Translation& translation, bool colour) {
  Sink sink;
  sink.keep_origins(translation.sink);
  for (const TextUse& use : translation.unit.text_uses)
    sink.report(diagnostic_for(use.kind), use.span, std::string(1, CheckedText::kMessage));
  std::vector<ReportedDiagnostic> diagnostics = reported(sink, translation.sources, colour);
  std::vector<CheckedText> texts;
  for (const TextUse& use : translation.unit.text_uses)
    texts.push_back({use.kind, use.text, use.bundle, use.has_params, std::move(diagnostics[texts.size()])});
  return texts;
}

/// Builds the site's library, and nothing else.
BuildAnswer build_sources(const SiteToolchain& toolchain, const BuildOrder& order) try {
  if (!toolchain.mistakes.empty()) return {false, order.page, {}, true, toolchain.mistakes};
  SiteLibrary library = build_site_library(toolchain.toolchain, order);
  return {!library.has_mistakes,       order.page, {}, true, std::move(library.diagnostics), std::move(library.files),
          std::move(library.expected), {}};
} catch (const std::exception& error) {
  return failed_build(order.page, error.what());
}

/// Checks a source file of the site; nothing is written.
BuildAnswer check_source(const SiteToolchain& toolchain, const BuildOrder& order) {
  if (!toolchain.mistakes.empty()) return {false, order.page, {}, true, toolchain.mistakes};
  CompiledSource compiled = compile_source(toolchain.toolchain, order, name_of(order), {});
  return {compiled.ok,
          order.page,
          {},
          true,
          std::move(compiled.diagnostics),
          std::move(compiled.files),
          std::move(compiled.missing),
          {}};
}

}  // namespace

BuildAnswer build_page(const Toolchain& toolchain, const BuildOrder& order, Rehearsal* rehearsal) try {
  return build_page(site_toolchain(toolchain, order), order, rehearsal);
} catch (const std::exception& error) {
  return failed_build(order.page, error.what());
}

BuildAnswer build_page(const SiteToolchain& toolchain, const BuildOrder& order, Rehearsal* rehearsal) {
  if (is_site_source(order.page)) return check_source(toolchain, order);
  if (name_of(order) == kSiteSources) return build_sources(toolchain, order);
  Build build{toolchain, {toolchain.toolchain, order, rehearsal}};
  Translation& translation = build.page.translation;
  bool is_passing = false;
  try {
    run(build);
  } catch (const std::exception& error) {
    is_passing = true;
    translation.sink.report(DiagnosticKind::kBuildFailed, Span{}, error.what());
    if (translation.sources.size() == 0) translation.sources.add(SourceFile(name_of(order), "", ""));
  }
  translation.sink.sort();
  const bool ok = !translation.sink.has_errors() && !build.site_failed && toolchain.mistakes.empty();
  BuildAnswer answer{ok, order.page, build.files.record, build.compiled};
  answer.diagnostics = reported(translation.sink, translation.sources, order.colour);
  append(answer.diagnostics, toolchain.mistakes);
  // A page that works without the site's sources is served in spite of their errors.
  if (ok != build.site.has_mistakes) append(answer.diagnostics, build.site.diagnostics);
  answer.dependencies = ok && !order.check_only ? build.dependencies : dependencies_without_record(build);
  append(answer.missing, translation.missing);
  append(answer.missing, build.built.origin.absent);
  append(answer.missing, toolchain.missing);
  append(answer.missing, ok ? build.built.folders : build.site.expected);
  answer.stages = build.watch.take();
  answer.is_passing = is_passing;
  if (order.check_only) answer.texts = texts_to_check(translation, order.colour);
  return answer;
}

void build_pages(const Toolchain& toolchain, const std::vector<BuildOrder>& orders, int parallel,
                 const BuildLimits& limits, const std::function<void(std::size_t, const BuildAnswer&)>& done) {
  ChildJobs jobs;
  jobs.count = orders.size();
  jobs.parallel = parallel;
  jobs.limits = limits;
  std::map<std::string, SiteToolchain> sites;
  for (const BuildOrder& order : orders)
    if (!sites.contains(order.root)) sites.emplace(order.root, site_toolchain(toolchain, order));
  jobs.work = [&](std::size_t number) { return to_json(build_page(sites.at(orders[number].root), orders[number])); };
  jobs.done = [&](std::size_t number, const JobOutcome& outcome) {
    done(number,
         outcome.is_done ? from_json<BuildAnswer>(outcome.text) : failed_build(orders[number].page, outcome.text));
  };
  run_in_children(jobs);
}

void warm_up(const Toolchain& toolchain) try {
  Translation translation = translate_text("<% int n = 1; %><%= n %>", "/warm-up.page");
  const Prelude prelude = find_prelude(toolchain, PreludeKind::kThin);
  const CompiledUnit unit =
      compile_unit(toolchain, {"/warm-up.page.cpp", prelude.path, {}, Optimization::kNone, false}, translation);
  link_library(toolchain, unit.object);
} catch (const std::exception&) {
  // The job will fail in the same way and report it.
}

}  // namespace quire::compiler
