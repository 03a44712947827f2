#include "compiler/build/page_object.h"

#include "compiler/build/clang_frontend.h"
#include "compiler/build/diagnostics_json.h"
#include "compiler/build/line_sensitivity.h"
#include "compiler/build/link_mistakes.h"
#include "compiler/build/object_traits.h"
#include "compiler/build/page_record.h"
#include "compiler/build/shared_statics.h"
#include "compiler/emit/hash.h"

#include <boost/filesystem.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace quire::compiler {

namespace {

namespace fs = boost::filesystem;
namespace json = boost::json;

/// One page's build.
struct ObjectBuild {
  const Toolchain& toolchain;
  const BuildRequest& request;
  const PageObject* before;
  Translation translation = {};
  /// The unit without lines, where those are there because the last version asked for them.
  std::optional<CppUnit> without_lines = {};
  PageObject object = {};
  bool compiled = false;
};

/// Takes what was compiled before, if it is what would be compiled now.
bool keep_object(ObjectBuild& build, const std::string& stem) {
  if (build.before == nullptr) return false;
  PageObject before = *build.before;
  const auto exists = [](const std::string& path) { return fs::exists(path); };
  if (before.code_hash != build.object.code_hash || before.settings != build.object.settings ||
      !std::all_of(before.headers.begin(), before.headers.end(), is_unchanged) ||
      std::any_of(before.absent.begin(), before.absent.end(), exists))
    return false;
  const std::optional<std::string> bytes = read_file(stem + ".o");
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

CompiledUnit compile(ObjectBuild& build, const Prelude& prelude) {
  Translation& translation = build.translation;
  CompileOptions options;
  options.unit_path = translation.unit.path + ".cpp";
  options.prelude = prelude.path;
  options.include_dirs = include_dirs(build.request);
  options.optimization = build.request.optimization;
  if (build.request.portable) options.site_root = build.request.root;
  CompiledUnit unit = compile_unit(build.toolchain, options, translation);
  // What Clang takes as a warning may be a mistake in a page.
  unit.ok = unit.ok && !translation.sink.has_errors();
  if (unit.ok && unit.asks_own_line && !translation.unit.has_line_directives) {
    add_lines(build);
    unit = compile_unit(build.toolchain, options, translation);
  } else if (unit.ok && !unit.asks_own_line && build.without_lines) {
    // What is built must not depend on what was built before.
    translation.unit = *std::move(build.without_lines);
    build.object.code_hash = translation.unit.code_hash;
    unit = compile_unit(build.toolchain, options, translation);
  }
  build.object.absent = absent_headers(unit.headers, options.include_dirs);
  return unit;
}

void make_object(ObjectBuild& build, const Prelude& prelude, const std::string& stem) {
  CompiledUnit unit = compile(build, prelude);
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
  build.object.stands_alone = needs_own_library(unit.object, content_hash(build.request.page));
  write_file(stem + ".o", unit.object);
}

void run(ObjectBuild& build, Preludes& preludes) {
  Translation& translation = build.translation;
  translation = translate(build.request.root, build.request.page);
  if (translation.sink.has_errors()) return;
  const Prelude& prelude = preludes.find(prelude_for(translation.unit));
  build.object.code_hash = translation.unit.code_hash;
  if (names_own_line(translation.unit)) {
    add_lines(build);
  } else if (build.before != nullptr && build.before->asks_own_line) {
    build.without_lines = translation.unit;
    add_lines(build);
  }
  build.object.settings = object_settings(prelude, build.request.optimization);
  const std::string stem = object_stem(build.request.work, build.request.page);
  if (!keep_object(build, stem)) make_object(build, prelude, stem);
  if (translation.sink.has_errors()) return;

  PageObject& object = build.object;
  object.page = build.request.page;
  object.sources = stamp_sources(translation);
  object.absent.insert(object.absent.end(), translation.missing.begin(), translation.missing.end());
  object.imports_std = translation.unit.imports_std;
  object.links = link_options(translation.unit);
  const std::string record =
      deployed_record(translation, library_key(object.code_hash, object.settings, object.headers));
  object.record_hash = content_hash(record);
  write_file(stem + ".record", record);
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

std::string object_stem(const std::string& folder, const std::string& page) {
  return folder + "/" + content_hash(page);
}

const Prelude& Preludes::find(PreludeKind kind) {
  const auto found = found_.find(kind);
  return found != found_.end() ? found->second : found_.emplace(kind, find_prelude(toolchain_, kind)).first->second;
}

std::string object_settings(const Prelude& prelude, Optimization optimization) {
  return prelude.hash + (optimization == Optimization::kFull ? "-O2" : "-O0");
}

json::object build_object(const Toolchain& toolchain, const BuildRequest& request, Preludes& preludes,
                          const PageObject* before) {
  ObjectBuild build{toolchain, request, before};
  try {
    run(build, preludes);
  } catch (const std::exception& error) {
    build.translation.sink.report(DiagnosticKind::kBuildFailed, Span{}, error.what());
    if (build.translation.sources.size() == 0)
      build.translation.sources.add(SourceFile(request.page.substr(request.page.starts_with('/') ? 1 : 0), "", ""));
  }
  build.translation.sink.sort();
  const bool ok = !build.translation.sink.has_errors();
  json::object answer = {{"ok", ok},
                         {"page", request.page},
                         {"compiled", build.compiled},
                         {"diagnostics", diagnostics_to_json(build.translation, request.colour)},
                         {"dependencies", stamps_of(build)}};
  if (ok) answer["object"] = to_json(build.object);
  return answer;
}

}  // namespace quire::compiler
