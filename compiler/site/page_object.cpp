#include "compiler/site/page_object.h"
#include "compiler/clang/clang_frontend.h"
#include "compiler/clang/line_sensitivity.h"
#include "compiler/clang/shared_statics.h"
#include "compiler/link/link_mistakes.h"
#include "compiler/link/object_traits.h"
#include "compiler/make/diagnostics_json.h"
#include "compiler/make/header_folders.h"
#include "compiler/make/page_record.h"
#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"

#include <boost/filesystem.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace quire::compiler {

namespace {

namespace fs = boost::filesystem;
namespace json = boost::json;

/// Takes what was compiled before, if it is what would be compiled now.
bool keep_object(ObjectBuild& build) {
  if (build.before == nullptr) return false;
  PageObject before = *build.before;
  if (before.object_name != build.object.object_name || before.code_hash != build.object.code_hash ||
      before.settings != build.object.settings || !has_same_headers(before))
    return false;
  const Result<std::string> bytes = read_file(object_path(build.request.work, before.object_name));
  if (!bytes || content_hash(*bytes) != before.object_hash) return false;
  before.sources = {};
  before.links = {};
  build.object = std::move(before);
  return true;
}

/// From now on the page's lines are part of the unit.
void add_lines(ObjectBuild& build) {
  CppUnit& unit = build.translation.unit;
  unit = with_line_directives(std::move(unit), build.translation.sources, LineNames::kInSite);
  build.object.code_hash = unit.code_hash;
}

/// `without_lines` is the unit as it was, where its lines are there because the
/// last version asked for them.
CompiledUnit compile(const Toolchain& toolchain, ObjectBuild& build, const Prelude& prelude,
                     std::optional<CppUnit> without_lines) {
  Translation& translation = build.translation;
  CompileOptions options;
  options.unit_path = translation.unit.path + ".cpp";
  options.prelude = prelude.path;
  options.include_dirs = include_dirs(build.request);
  options.optimization = build.request.optimization;
  if (build.request.portable) options.site_root = build.request.root;
  CompiledUnit unit = compile_unit(toolchain, options, translation);
  // What Clang takes as a warning may be a mistake in a page.
  unit.ok = unit.ok && !translation.sink.has_errors();
  if (unit.ok && unit.asks_own_line && !translation.unit.has_line_directives) {
    add_lines(build);
    unit = compile_unit(toolchain, options, translation);
  } else if (unit.ok && !unit.asks_own_line && without_lines) {
    // What is built must not depend on what was built before.
    translation.unit = *std::move(without_lines);
    build.object.code_hash = translation.unit.code_hash;
    unit = compile_unit(toolchain, options, translation);
  }
  build.object.absent = absent_headers(unit.headers, options.include_dirs);
  return unit;
}

void make_object(const Toolchain& toolchain, ObjectBuild& build, const Prelude& prelude,
                 std::optional<CppUnit> without_lines) {
  CompiledUnit unit = compile(toolchain, build, prelude, std::move(without_lines));
  build.compiled = true;
  build.object.headers = std::move(unit.headers);
  build.object.asks_own_line = unit.asks_own_line;
  Sink& sink = build.translation.sink;
  if (!unit.ok && !sink.has_errors())
    sink.report(DiagnosticKind::kBuildFailed, Span{}, "Clang refused the page without a word");
  if (!unit.ok) return;
  report_shared_statics(unit.statics, build.translation);
  report_pins(unit.object, build.translation);
  build.object.object_hash = content_hash(unit.object);
  build.object.stands_alone = needs_own_library(unit.object, {content_hash(build.request.page)});
  write_file(object_path(build.request.work, build.object.object_name), unit.object);
}

json::array stamps_of(const ObjectBuild& build) {
  json::array stamps =
      stamps_to_json(build.object.sources.empty() ? stamp_sources(build.translation) : build.object.sources);
  const json::array headers = stamps_to_json(build.object.headers);
  stamps.insert(stamps.end(), headers.begin(), headers.end());
  return stamps;
}

}  // namespace

json::object to_json(const PageObject& object) {
  return {{"page", object.page},
          {"object_name", object.object_name},
          {"code_hash", object.code_hash},
          {"settings", object.settings},
          {"object_hash", object.object_hash},
          {"record_hash", object.record_hash},
          {"sources", stamps_to_json(object.sources)},
          {"headers", stamps_to_json(object.headers)},
          {"absent", json::value_from(object.absent)},
          {"links", json::value_from(object.links)},
          {"imports_std", object.imports_std},
          {"asks_own_line", object.asks_own_line},
          {"stands_alone", object.stands_alone}};
}

PageObject page_object_from_json(const json::object& object) {
  const auto text = [&](const char* name) { return json::value_to<std::string>(object.at(name)); };
  const auto list = [&](const char* name) { return json::value_to<std::vector<std::string>>(object.at(name)); };
  return {text("page"),
          text("object_name"),
          text("code_hash"),
          text("settings"),
          text("object_hash"),
          text("record_hash"),
          stamps_from_json(object.at("sources").as_array()),
          stamps_from_json(object.at("headers").as_array()),
          list("absent"),
          list("links"),
          object.at("imports_std").as_bool(),
          object.at("asks_own_line").as_bool(),
          object.at("stands_alone").as_bool()};
}

std::string record_path(const std::string& folder, const std::string& page) {
  return folder + "/" + content_hash(page) + ".record";
}

std::string object_path(const std::string& folder, const std::string& object_name) {
  return folder + "/" + object_name + ".o";
}

bool has_same_headers(PageObject& before) {
  const auto exists = [](const std::string& path) { return fs::exists(path); };
  return std::all_of(before.headers.begin(), before.headers.end(), is_unchanged) &&
         std::none_of(before.absent.begin(), before.absent.end(), exists);
}

const Prelude& Preludes::find(PreludeKind kind) {
  const auto found = found_.find(kind);
  return found != found_.end() ? found->second : found_.emplace(kind, find_prelude(toolchain_, kind)).first->second;
}

std::string object_settings(const Prelude& prelude, Optimization optimization) {
  return prelude.hash + (optimization == Optimization::kFull ? "-O2" : "-O0");
}

void translate_object(ObjectBuild& build, Preludes& preludes) {
  Translation& translation = build.translation;
  translation = translate(build.request.root, build.request.page);
  PageObject& object = build.object;
  object.page = build.request.page;
  object.object_name = content_hash(build.request.page);
  object.code_hash = translation.unit.code_hash;
  object.imports_std = translation.unit.imports_std;
  if (translation.sink.has_errors()) return;
  object.settings = object_settings(preludes.find(prelude_for(translation.unit)), build.request.optimization);
}

void compile_object(const Toolchain& toolchain, ObjectBuild& build, Preludes& preludes) {
  CppUnit& unit = build.translation.unit;
  if (build.translation.sink.has_errors()) return;
  const Prelude& prelude = preludes.find(prelude_for(unit));
  std::optional<CppUnit> without_lines;
  if (names_own_line(unit)) {
    add_lines(build);
  } else if (build.before != nullptr && build.before->asks_own_line) {
    without_lines = unit;
    add_lines(build);
  }
  if (!keep_object(build)) make_object(toolchain, build, prelude, std::move(without_lines));
  build.has_object = true;
}

void finish_object(ObjectBuild& build) {
  Translation& translation = build.translation;
  if (translation.sink.has_errors()) return;
  PageObject& object = build.object;
  object.sources = stamp_sources(translation);
  for (const std::string& path : translation.missing)
    if (std::ranges::find(object.absent, path) == object.absent.end()) object.absent.push_back(path);
  object.links = link_options(translation.unit);
  const std::string record =
      to_bytes(deployed_record(translation, library_key(object.code_hash, object.settings, object.headers)));
  object.record_hash = content_hash(record);
  write_file(record_path(build.request.work, build.request.page), record);
}

json::object answer_object(ObjectBuild& build) {
  build.translation.sink.sort();
  const bool ok = !build.translation.sink.has_errors();
  json::object answer = {{"ok", ok},
                         {"page", build.request.page},
                         {"compiled", build.compiled},
                         {"diagnostics", diagnostics_to_json(build.translation, build.request.colour)},
                         {"dependencies", stamps_of(build)}};
  if (ok) answer["object"] = to_json(build.object);
  return answer;
}

}  // namespace quire::compiler
