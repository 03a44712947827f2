#include "compiler/site/page_object.h"
#include "compiler/diag/reported.h"
#include "compiler/link/link_mistakes.h"
#include "compiler/link/object_traits.h"
#include "compiler/make/page_record.h"
#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"

#include <algorithm>
#include <utility>

namespace quire::compiler {

namespace {

/// Keeps the object of the last build if compiling now would give the same one.
bool keep_object(ObjectBuild& build) {
  if (build.before == nullptr || build.before->object_name != build.object.object_name) return false;
  PageObject before = *build.before;
  if (!is_same(before.origin, build.page.origin) || !is_intact(build.page.order.work, before)) return false;
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
  const BuildOrder& order = build.page.order;
  build.object.object_hash = content_hash(build.page.object);
  build.object.stands_alone = needs_own_library(build.page.object, {content_hash(order.page)});
  write_file(object_path(order.work, build.object.object_name), build.page.object);
}

}  // namespace

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

std::string object_settings(const Toolchain& toolchain, const Prelude& prelude, Optimization optimization) {
  return prelude.hash + toolchain.compile_hash + (optimization == Optimization::kFull ? "-O2" : "-O0");
}

void translate_object(ObjectBuild& build, Preludes& preludes) {
  PageCompile& page = build.page;
  translate_page(page);
  const CppUnit& unit = page.translation.unit;
  page.unit_path = unit.path + ".cpp";
  build.object.page = page.order.page;
  build.object.object_name = content_hash(page.order.page);
  build.object.imports_std = unit.imports_std;
  if (page.translation.sink.has_errors()) return;
  page.prelude = preludes.find(prelude_for(unit));
  page.origin.settings = object_settings(page.toolchain, page.prelude, page.order.optimization);
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
  write_file(record_path(build.page.order.work, object.page), record);
}

ObjectAnswer answer_object(ObjectBuild& build) {
  Translation& translation = build.page.translation;
  translation.sink.sort();
  const bool ok = !translation.sink.has_errors();
  BuildAnswer answer{ok, build.page.order.page, {}, build.compiled};
  answer.diagnostics = reported(translation.sink, translation.sources, build.page.order.colour);
  answer.dependencies = build.object.sources.empty() ? stamp_sources(translation) : build.object.sources;
  const std::vector<FileStamp>& headers = build.object.origin.headers;
  answer.dependencies.insert(answer.dependencies.end(), headers.begin(), headers.end());
  return {std::move(answer), ok ? build.object : PageObject()};
}

}  // namespace quire::compiler
