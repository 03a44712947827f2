#include "compiler/site/page_object.h"
#include "compiler/link/link_mistakes.h"
#include "compiler/link/object_traits.h"
#include "compiler/make/diagnostics_json.h"
#include "compiler/make/page_record.h"
#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"

#include <boost/json.hpp>

#include <algorithm>
#include <utility>

namespace quire::compiler {

namespace {

namespace json = boost::json;

/// Takes what was compiled before, if it is what would be compiled now.
bool keep_object(ObjectBuild& build) {
  if (build.before == nullptr || build.before->object_name != build.object.object_name) return false;
  PageObject before = *build.before;
  if (!is_same(before.origin, build.page.origin) || !is_intact(build.page.request.work, before)) return false;
  before.sources = {};
  before.links = {};
  build.object = std::move(before);
  return true;
}

void make_object(ObjectBuild& build) {
  const bool is_compiled = compile_page(build.page);
  build.compiled = true;
  build.object.origin = build.page.origin;
  if (!is_compiled) return;
  const BuildRequest& request = build.page.request;
  build.object.object_hash = content_hash(build.page.object);
  build.object.stands_alone = needs_own_library(build.page.object, {content_hash(request.page)});
  write_file(object_path(request.work, build.object.object_name), build.page.object);
}

json::array stamps_of(const ObjectBuild& build) {
  json::array stamps =
      stamps_to_json(build.object.sources.empty() ? stamp_sources(build.page.translation) : build.object.sources);
  const json::array headers = stamps_to_json(build.object.origin.headers);
  stamps.insert(stamps.end(), headers.begin(), headers.end());
  return stamps;
}

}  // namespace

json::object to_json(const PageObject& object) {
  return {{"page", object.page},
          {"object_name", object.object_name},
          {"origin", to_json(object.origin)},
          {"object_hash", object.object_hash},
          {"record_hash", object.record_hash},
          {"sources", stamps_to_json(object.sources)},
          {"links", json::value_from(object.links)},
          {"imports_std", object.imports_std},
          {"stands_alone", object.stands_alone}};
}

PageObject page_object_from_json(const json::object& object) {
  const auto text = [&](const char* name) { return json::value_to<std::string>(object.at(name)); };
  return {text("page"),
          text("object_name"),
          object_origin_from_json(object.at("origin").as_object()),
          text("object_hash"),
          text("record_hash"),
          stamps_from_json(object.at("sources").as_array()),
          json::value_to<std::vector<std::string>>(object.at("links")),
          object.at("imports_std").as_bool(),
          object.at("stands_alone").as_bool()};
}

std::string record_path(const std::string& folder, const std::string& page) {
  return folder + "/" + content_hash(page) + ".record";
}

std::string object_path(const std::string& folder, const std::string& object_name) {
  return folder + "/" + object_name + ".o";
}

bool is_intact(const std::string& folder, const PageObject& object) {
  const auto bytes = read_file(object_path(folder, object.object_name));
  return bytes && content_hash(*bytes) == object.object_hash;
}

const Prelude& Preludes::find(PreludeKind kind) {
  const auto found = found_.find(kind);
  return found != found_.end() ? found->second : found_.emplace(kind, find_prelude(toolchain_, kind)).first->second;
}

std::string object_settings(const Prelude& prelude, Optimization optimization) {
  return prelude.hash + (optimization == Optimization::kFull ? "-O2" : "-O0");
}

void translate_object(ObjectBuild& build, Preludes& preludes) {
  PageCompile& page = build.page;
  translate_page(page);
  const CppUnit& unit = page.translation.unit;
  page.unit_path = unit.path + ".cpp";
  build.object.page = page.request.page;
  build.object.object_name = content_hash(page.request.page);
  build.object.imports_std = unit.imports_std;
  if (page.translation.sink.has_errors()) return;
  page.prelude = preludes.find(prelude_for(unit));
  page.origin.settings = object_settings(page.prelude, page.request.optimization);
}

void compile_object(ObjectBuild& build) {
  if (build.page.translation.sink.has_errors()) return;
  settle_lines(build.page, build.before != nullptr && build.before->origin.asks_own_line);
  if (!keep_object(build)) make_object(build);
  build.has_object = true;
}

void finish_object(ObjectBuild& build) {
  const Translation& translation = build.page.translation;
  if (translation.sink.has_errors()) return;
  PageObject& object = build.object;
  object.sources = stamp_sources(translation);
  std::vector<std::string>& absent = object.origin.absent;
  for (const std::string& path : translation.missing)
    if (std::ranges::find(absent, path) == absent.end()) absent.push_back(path);
  object.links = link_options(translation.unit);
  const std::string record = to_bytes(deployed_record(translation, library_key(object.origin)));
  object.record_hash = content_hash(record);
  write_file(record_path(build.page.request.work, object.page), record);
}

json::object answer_object(ObjectBuild& build) {
  Translation& translation = build.page.translation;
  translation.sink.sort();
  const bool ok = !translation.sink.has_errors();
  json::object answer = {{"ok", ok},
                         {"page", build.page.request.page},
                         {"compiled", build.compiled},
                         {"diagnostics", diagnostics_to_json(translation, build.page.request.colour)},
                         {"dependencies", stamps_of(build)}};
  if (ok) answer["object"] = to_json(build.object);
  return answer;
}

}  // namespace quire::compiler
