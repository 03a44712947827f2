#include "compiler/clang/clang_frontend.h"
#include "compiler/process/file_lock.h"
#include "compiler/site/site_build.h"
#include "runtime/base/cores.h"
#include "runtime/base/terminal.h"
#include "runtime/base/utf8.h"
#include "runtime/protocol/manifest.h"
#include "tools/pagec/build/archive.h"
#include "tools/pagec/build/interrupt.h"
#include "tools/pagec/build/manifest.h"
#include "tools/pagec/build/output_folder.h"
#include "tools/pagec/build/places.h"
#include "tools/pagec/build/site_tree.h"
#include "tools/pagec/build/watch.h"
#include "tools/pagec/commands.h"
#include "tools/pagec/report.h"
#include "tools/pagec/site.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <optional>
#include <set>

namespace quire::pagec {

namespace {

using Clock = std::chrono::steady_clock;

/// Reports the files that are ignored.
void tell_left_out(const SiteTree& tree, Report& report) {
  for (const LeftOut& left_out : tree.left_out) {
    ReportedDiagnostic diagnostic{"left-out", "warning", left_out.sentence, to_valid_utf8(left_out.path)};
    diagnostic.rendered = left_out.path + ": warning: " + left_out.sentence + "\n";
    report.add({}, {diagnostic});
  }
  for (const ReportedDiagnostic& mistake : tree.mistakes) report.add(mistake.file, {mistake});
}

compiler::BuiltSite compile(const BuildOptions& options, const compiler::Toolchain& toolchain,
                            const BuildPlaces& places, const SiteTree& tree, const std::string& state, Report& report) {
  compiler::SiteBuildOptions site;
  site.root = places.root;
  site.pages = tree.pages;
  site.state = state;
  site.optimization = options.level == 2 ? Optimization::kFull : Optimization::kNone;
  site.jobs = options.jobs > 0 ? options.jobs : static_cast<int>(usable_cores());
  site.colour = wants_colour(STDERR_FILENO);
  site.unchanged = [&](std::size_t pages) { report.add_unchanged(pages); };
  site.done = [&](const BuildAnswer& answer) { report.add(answer); };
  site.late = [&](const std::string& page, const auto& diagnostics) { report.add(page, diagnostics); };
  site.is_stopped = [] { return interrupted() != 0; };
  return compiler::build_site(toolchain, site);
}

std::vector<OutputFile> output_files(const SiteTree& tree, std::vector<OutputFile> built) {
  for (const SiteFile& file : tree.files)
    built.push_back({file.path, file.source, {}, std::to_string(file.size) + " " + std::to_string(file.modified)});
  return built;
}

void write_dependencies(const BuildOptions& options, const BuildPlaces& places, const SiteTree& tree,
                        const compiler::BuiltSite& built) {
  std::set<std::string> files(built.dependencies.begin(), built.dependencies.end());
  for (const SiteFile& file : tree.files) files.insert(file.source);
  write_depfile(options.common.depfile, places.archive.empty() ? places.output + "/" + kManifest : places.archive,
                files);
}

int stop(const BuildPlaces& places) {
  const std::string& kept = places.archive.empty() ? places.output : places.archive;
  std::fprintf(stderr, "pagec: interrupted; %s is unchanged\n", kept.c_str());
  return 128 + interrupted();
}

void print_summary(const BuildOptions& options, const SiteTree& tree, const compiler::BuiltSite& built,
                   Clock::time_point begin) {
  if (options.common.diagnostics != "text") return;
  const std::string& where = options.output.empty() ? options.archive : options.output;
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  std::fprintf(stderr, "%s in %s, %zu of them compiled, in %.1f s\n", counted(tree.pages.size(), "page").c_str(),
               where.c_str(), built.compiled, seconds);
}

/// Replaces the folder unless it is up to date. Returns false if interrupted.
bool replace_output(const BuildOptions& options, OutputFolder& output, const std::vector<OutputFile>& files) {
  if (!output.is_current(files)) return output.replace(files);
  // For make: an up-to-date output must not be older than its dependencies.
  if (!options.common.depfile.empty()) output.touch(kManifest);
  return true;
}

int build_once(const BuildOptions& options, const BuildPlaces& places) {
  const auto begin = Clock::now();
  const SiteTree tree = read_site_tree(places.root, options.with_sources);
  if (tree.pages.empty()) throw UsageError(options.folder + " contains no .page files");
  const compiler::Toolchain toolchain = compiler::find_toolchain(compiler::production_toolchain(options.common.cache));
  const std::string state = state_folder(toolchain.cache_dir, places);
  make_folder(state);
  const compiler::FileLock lock(state + "/lock");
  remember_interrupts();
  std::optional<OutputFolder> output;
  if (!places.output.empty()) output.emplace(places.output, state + "/output.json");
  if (const std::string objection = output ? output->objection(kManifest) : ""; !objection.empty())
    throw UsageError(objection);

  compiler::start_llvm();
  Report report(options.common.diagnostics, tree.pages.size());
  tell_left_out(tree, report);
  report.add({}, check_settings(places.root));
  const compiler::BuiltSite built = compile(options, toolchain, places, tree, state, report);
  report.clear_progress();
  if (built.stopped) return stop(places);
  report.print_totals();
  if (!options.common.depfile.empty()) write_dependencies(options, places, tree, built);
  if (report.errors() > 0 || !built.ok) return kExitMistakes;

  const auto level = options.level == 2 ? Optimization::kFull : Optimization::kNone;
  const std::vector<OutputFile> files = output_files(tree, built_files(built, places.root, level));
  if (output && !replace_output(options, *output, files)) return stop(places);
  if (!places.archive.empty() && !pack(files, places.archive)) return stop(places);
  print_summary(options, tree, built, begin);
  return 0;
}

}  // namespace

int build(const BuildOptions& options) {
  const BuildPlaces places = find_places(options);
  return options.watches ? watch(options, places) : build_once(options, places);
}

}  // namespace quire::pagec
