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
namespace json = boost::json;

using Builds = std::vector<ObjectBuild*>;

/// Elements of one unit, and of a page that is compiled with others: Clang's
/// time grows faster than a function's length.
constexpr std::size_t kElementsOfUnit = 800;
constexpr std::size_t kElementsOfPage = 150;

/// What a stage throws is a mistake of its page.
template <class Stage>
void guard(ObjectBuild& build, const Stage& stage) try {
  stage();
} catch (const std::exception& error) {
  Translation& translation = build.translation;
  if (translation.sources.size() == 0) translation.sources.add(SourceFile(build.request.page.substr(1), "", ""));
  translation.sink.report(DiagnosticKind::kBuildFailed, Span{}, error.what());
}

/// Whether the page means the same in a unit with others.
bool can_share(const ObjectBuild& build) {
  const Translation& translation = build.translation;
  const CppUnit& unit = translation.unit;
  if (!translation.sink.diagnostics().empty() || unit.has_preprocessor || !unit.links.empty() || names_own_line(unit) ||
      unit.elements.size() > kElementsOfPage)
    return false;
  constexpr std::string_view kOfTheFile[] = {"__FILE__", "__BASE_FILE__", "__COUNTER__"};
  return std::ranges::none_of(kOfTheFile,
                              [&](std::string_view name) { return unit.code.find(name) != std::string::npos; });
}

std::string includes_of(const CppUnit& unit) {
  return unit.code.substr(unit.includes.begin, unit.includes.end - unit.includes.begin);
}

/// Whether a header that the page imports stands beside it.
bool imports_from_beside(const ObjectBuild& build) {
  if (!build.translation.unit.imports_site) return false;
  const std::string beside = include_dirs(build.request).front() + "/";
  std::istringstream lines(includes_of(build.translation.unit));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t begin = line.find('"');
    if (begin != std::string::npos && fs::exists(beside + line.substr(begin + 1, line.rfind('"') - begin - 1)))
      return true;
  }
  return false;
}

/// Pages of one key include the same headers, as far as it can be told before.
std::string key_of(const ObjectBuild& build) {
  const std::string folder = imports_from_beside(build) ? include_dirs(build.request).front() : std::string();
  return build.object.settings + '\n' + folder + '\n' + includes_of(build.translation.unit);
}

/// Whether pages of other folders would have found the headers that the first one has.
bool find_same_headers(const std::vector<FileStamp>& headers, const Builds& builds) {
  const std::vector<std::string> first = include_dirs(builds.front()->request);
  for (const ObjectBuild* build : builds) {
    const std::vector<std::string> folders = include_dirs(build->request);
    if (folders == first) continue;
    for (const FileStamp& header : headers)
      if (!header.path.starts_with(folders.back() + "/")) return false;
    for (const std::string& path : absent_headers(headers, folders))
      if (fs::exists(path)) return false;
  }
  return true;
}

/// In order, cut where a unit would become too long.
std::vector<Builds> units_of(std::vector<ObjectBuild>& builds) {
  std::map<std::string, std::vector<Builds>> units;
  std::map<std::string, std::size_t> elements;
  for (ObjectBuild& build : builds) {
    if (!can_share(build)) continue;
    const std::string key = key_of(build);
    std::size_t& count = elements[key];
    count += build.translation.unit.elements.size();
    if (units[key].empty() || count > kElementsOfUnit) {
      units[key].emplace_back();
      count = build.translation.unit.elements.size();
    }
    units[key].back().push_back(&build);
  }
  std::vector<Builds> list;
  for (auto& [key, of_key] : units)
    for (Builds& unit : of_key)
      if (unit.size() > 1) list.push_back(std::move(unit));
  return list;
}

/// The pages' code after what they include, which stands there once.
std::string code_of(const Builds& builds) {
  std::string code = includes_of(builds.front()->translation.unit);
  for (const ObjectBuild* build : builds)
    code.append(build->translation.unit.code, build->translation.unit.includes.end, std::string::npos);
  return code;
}

bool keep(const Builds& builds, const std::string& name) {
  const auto is_kept = [&](const ObjectBuild* build) {
    return build->before != nullptr && build->before->object_name == name;
  };
  if (!std::ranges::all_of(builds, is_kept)) return false;
  PageObject before = *builds.front()->before;
  const Result<std::string> bytes = read_file(object_path(builds.front()->request.work, name));
  return has_same_headers(before) && bytes && content_hash(*bytes) == before.object_hash;
}

/// Whether the object is what its pages would have given one by one, without a
/// word to say of any of them.
bool is_good(const CompiledUnit& unit, const Translation& translation, const Builds& builds) {
  if (!unit.ok || !translation.sink.diagnostics().empty() || unit.asks_own_line || !unit.statics.empty() ||
      keeps_library_in_memory(unit.object) || !find_same_headers(unit.headers, builds))
    return false;
  std::vector<std::string> hashes;
  for (const ObjectBuild* build : builds) hashes.push_back(content_hash(build->request.page));
  return !needs_own_library(unit.object, hashes);
}

bool has_same_headers(const PageObject& one, const PageObject& other) {
  const auto is_same = [](const FileStamp& a, const FileStamp& b) { return a.path == b.path && a.hash == b.hash; };
  return std::ranges::equal(one.headers, other.headers, is_same);
}

/// False when the pages are to be compiled one by one.
bool compile_together(const Toolchain& toolchain, const Builds& builds, Preludes& preludes) {
  ObjectBuild& first = *builds.front();
  Translation together;
  together.sources.add(SourceFile("pages", "", ""));
  together.unit.code = code_of(builds);
  const std::string name = content_hash(together.unit.code + first.object.settings);
  PageObject made;
  if (keep(builds, name)) {
    made.headers = first.before->headers;
    made.object_hash = first.before->object_hash;
  } else {
    CompileOptions options;
    options.unit_path = "/" + name + ".cpp";
    options.prelude = preludes.find(prelude_for(first.translation.unit)).path;
    options.include_dirs = include_dirs(first.request);
    options.optimization = first.request.optimization;
    if (first.request.portable) options.site_root = first.request.root;
    CompiledUnit unit = compile_unit(toolchain, options, together);
    if (!is_good(unit, together, builds)) return false;
    made.headers = std::move(unit.headers);
    made.object_hash = content_hash(unit.object);
    write_file(object_path(first.request.work, name), unit.object);
  }
  for (ObjectBuild* build : builds) {
    PageObject& object = build->object;
    build->compiled = build->before == nullptr || build->before->code_hash != object.code_hash ||
                      build->before->settings != object.settings || !has_same_headers(*build->before, made);
    object.object_name = name;
    object.object_hash = made.object_hash;
    object.headers = made.headers;
    object.absent = absent_headers(made.headers, include_dirs(build->request));
    build->has_object = true;
  }
  return true;
}

}  // namespace

json::array build_group(const Toolchain& toolchain, const CompileGroup& group, Preludes& preludes) {
  std::vector<ObjectBuild> builds;
  for (const std::string& page : group.pages) {
    ObjectBuild& build = builds.emplace_back(ObjectBuild{group.request, group.before(page)});
    build.request.page = page;
    guard(build, [&] { translate_object(build, preludes); });
  }
  for (const Builds& unit : units_of(builds))
    guard(*unit.front(), [&] { compile_together(toolchain, unit, preludes); });
  json::array answers;
  for (ObjectBuild& build : builds) {
    guard(build, [&] {
      if (!build.has_object) compile_object(toolchain, build, preludes);
      finish_object(build);
    });
    answers.push_back(answer_object(build));
  }
  return answers;
}

}  // namespace quire::compiler
