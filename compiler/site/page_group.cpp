// Groups: how a thousand pages compile in a third of the time
//
// Most of the time that a small page takes to compile has nothing to do with the page: Clang loads
// the prelude, instantiates what every page instantiates, and starts and stops its code generator.
// Pages in one unit pay for that once. A unit cannot grow without limit, though: some of Clang's
// work is more than linear, and when a page changes, its whole unit is compiled again. Hence the
// limits below.
//
// The object must do what the separate objects of its pages would have done, and equal sites must
// give equal bytes, whatever was built before and in whatever order. Three decisions follow from
// that:
//
// - Which pages form a group depends only on their paths, as it does for the libraries that they
//   are linked into (`group_pages`), and which pages of a group form a unit depends only on their
//   code. If one page of a group is stale, the whole group is looked at: if the other pages are
//   unchanged, so is the way in which they are combined.
// - Pages share a unit only if they cannot notice it: they include the same headers, found in the
//   same files; they use neither preprocessor directives nor `__LINE__` nor `__COUNTER__`; and each
//   has its own namespace, named after its path and its code.
// - If Clang reports anything about a unit, even a warning, the unit is discarded and its pages are
//   compiled one by one. So diagnostics are always about a single page, in its own coordinates, and
//   no message depends on neighbours. The same goes for an object that would affect the pages
//   beside it: one that constructs static objects, or defines names outside its namespaces.
//
// Discarding a unit costs time, never correctness: a site in which every page has a warning
// compiles as slowly as without groups, plus one wasted attempt per unit. If a unit kills its child
// (Clang crashes, or runs out of memory), the site's build splits the group and goes on; see
// `SiteBuilder::compile`.

#include "compiler/site/page_group.h"

#include "compiler/clang/clang_frontend.h"
#include "compiler/clang/line_sensitivity.h"
#include "compiler/link/link_mistakes.h"
#include "compiler/link/object_traits.h"
#include "compiler/make/header_folders.h"
#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"

#include <boost/filesystem.hpp>

#include <algorithm>
#include <map>
#include <sstream>
#include <utility>

namespace quire::compiler {

namespace {

namespace fs = boost::filesystem;

using Builds = std::vector<ObjectBuild*>;

/// The most elements of a unit, and of a page that is compiled together with others: Clang's time
/// grows faster than a function's length.
constexpr std::size_t kElementsOfUnit = 800;
constexpr std::size_t kElementsOfPage = 150;

/// Reports what a stage throws as an error of its page.
template <class Stage>
void guard(ObjectBuild& build, const Stage& stage) try {
  stage();
} catch (const std::exception& error) {
  Translation& translation = build.page.translation;
  if (translation.sources.size() == 0) translation.sources.add(SourceFile(build.page.order.page.substr(1), "", ""));
  translation.sink.report(DiagnosticKind::kBuildFailed, Span{}, error.what());
}

/// Whether the page means the same in a unit with other pages.
bool can_share(const ObjectBuild& build) {
  const Translation& translation = build.page.translation;
  const CppUnit& unit = translation.unit;
  if (!translation.sink.diagnostics().empty() || unit.has_preprocessor || !unit.links.empty() || names_own_line(unit) ||
      unit.elements.size() > kElementsOfPage)
    return false;
  constexpr std::string_view kOfTheFile[] = {"__FILE__", "__BASE_FILE__", "__COUNTER__"};
  return std::ranges::none_of(kOfTheFile,
                              [&](std::string_view name) { return unit.code.find(name) != std::string::npos; });
}

/// Whether the page imports a header from its own folder.
bool imports_from_beside(const ObjectBuild& build) {
  if (!build.page.translation.unit.imports_site) return false;
  const std::string beside = include_dirs(build.page.order).front() + "/";
  std::istringstream lines{std::string(includes_of(build.page.translation.unit))};
  for (std::string line; std::getline(lines, line);) {
    const std::size_t begin = line.find('"');
    if (begin != std::string::npos && fs::exists(beside + line.substr(begin + 1, line.rfind('"') - begin - 1)))
      return true;
  }
  return false;
}

/// Pages with the same key include the same headers, as far as that is known before they are
/// compiled.
std::string key_of(const ObjectBuild& build) {
  const std::string folder = imports_from_beside(build) ? include_dirs(build.page.order).front() : std::string();
  return build.page.origin.settings + '\n' + folder + '\n' + std::string(includes_of(build.page.translation.unit));
}

/// Whether pages in other folders would have found the same headers as the first page.
bool find_same_headers(const std::vector<FileStamp>& headers, const Builds& builds) {
  const std::vector<std::string> first = include_dirs(builds.front()->page.order);
  for (const ObjectBuild* build : builds) {
    const std::vector<std::string> folders = include_dirs(build->page.order);
    if (folders == first) continue;
    for (const FileStamp& header : headers)
      if (!header.path.starts_with(folders.back() + "/")) return false;
    for (const std::string& path : absent_headers(headers, folders))
      if (fs::exists(path)) return false;
  }
  return true;
}

/// Divides the pages into units, in order, and starts a new unit where one would become too long.
/// Leaves out units of a single page.
std::vector<Builds> units_of(std::vector<ObjectBuild>& builds) {
  std::map<std::string, std::vector<Builds>> units;
  std::map<std::string, std::size_t> elements;
  for (ObjectBuild& build : builds) {
    if (!can_share(build)) continue;
    const std::string key = key_of(build);
    std::size_t& count = elements[key];
    count += build.page.translation.unit.elements.size();
    if (units[key].empty() || count > kElementsOfUnit) {
      units[key].emplace_back();
      count = build.page.translation.unit.elements.size();
    }
    units[key].back().push_back(&build);
  }
  std::vector<Builds> list;
  for (auto& [key, of_key] : units)
    for (Builds& unit : of_key)
      if (unit.size() > 1) list.push_back(std::move(unit));
  return list;
}

/// The includes, which the pages share, followed by the code of each page.
std::string code_of(const Builds& builds) {
  std::string code(includes_of(builds.front()->page.translation.unit));
  for (const ObjectBuild* build : builds)
    code.append(build->page.translation.unit.code, build->page.translation.unit.includes.end, std::string::npos);
  return code;
}

bool keep(const Builds& builds, const std::string& name) {
  const auto is_kept = [&](const ObjectBuild* build) {
    return build->before != nullptr && build->before->object_name == name;
  };
  if (!std::ranges::all_of(builds, is_kept)) return false;
  const ObjectBuild& first = *builds.front();
  ObjectOrigin before = first.before->origin;
  return has_same_headers(before) && is_intact(first.page.order.work, *first.before);
}

/// Whether the object does what the separate objects of its pages would, and there is nothing to
/// report about any of them.
bool is_good(const CompiledUnit& unit, const Translation& translation, const Builds& builds) {
  if (!unit.ok || !translation.sink.diagnostics().empty() || unit.asks_own_line || !unit.statics.empty() ||
      keeps_library_in_memory(unit.object) || !find_same_headers(unit.headers, builds))
    return false;
  std::vector<std::string> hashes;
  for (const ObjectBuild* build : builds) hashes.push_back(content_hash(build->page.order.page));
  return !needs_own_library(unit.object, hashes);
}

bool have_same_headers(const ObjectOrigin& one, const ObjectOrigin& other) {
  const auto is_equal = [](const FileStamp& a, const FileStamp& b) { return a.path == b.path && a.hash == b.hash; };
  return std::ranges::equal(one.headers, other.headers, is_equal);
}

/// Returns false if the pages must be compiled one by one.
bool compile_together(const Builds& builds) {
  const PageCompile& first = builds.front()->page;
  Translation together;
  together.sources.add(SourceFile("pages", "", ""));
  together.unit.code = code_of(builds);
  const std::string name = content_hash(together.unit.code + first.origin.settings);
  ObjectOrigin made;
  std::string object_hash;
  if (keep(builds, name)) {
    made.headers = builds.front()->before->origin.headers;
    object_hash = builds.front()->before->object_hash;
  } else {
    const CompileOptions options = compile_options(first.order, first.prelude, "/" + name + ".cpp");
    CompiledUnit unit = compile_unit(first.toolchain, options, together);
    if (!is_good(unit, together, builds)) return false;
    made.headers = std::move(unit.headers);
    object_hash = content_hash(unit.object);
    write_file(object_path(first.order.work, name), unit.object);
  }
  for (ObjectBuild* build : builds) {
    ObjectOrigin& origin = build->object.origin;
    origin = build->page.origin;
    origin.headers = made.headers;
    origin.absent = absent_headers(made.headers, include_dirs(build->page.order));
    build->compiled = build->before == nullptr || build->before->origin.code_hash != origin.code_hash ||
                      build->before->origin.settings != origin.settings ||
                      !have_same_headers(build->before->origin, origin);
    build->object.object_name = name;
    build->object.object_hash = object_hash;
    build->has_object = true;
  }
  return true;
}

}  // namespace

std::vector<ObjectAnswer> build_group(const Toolchain& toolchain, const CompileGroup& group, Preludes& preludes) {
  std::vector<ObjectBuild> builds;
  for (const std::string& page : group.pages) {
    ObjectBuild& build = builds.emplace_back(ObjectBuild{{toolchain, group.order}, group.before(page)});
    build.page.order.page = page;
    guard(build, [&] { translate_object(build, preludes); });
  }
  for (const Builds& unit : units_of(builds)) guard(*unit.front(), [&] { compile_together(unit); });
  std::vector<ObjectAnswer> answers;
  for (ObjectBuild& build : builds) {
    guard(build, [&] {
      if (!build.has_object) compile_object(build);
      finish_object(build);
    });
    answers.push_back(answer_object(build));
  }
  return answers;
}

}  // namespace quire::compiler
