#include "compiler/make/import_prelude.h"

#include "compiler/make/header_folders.h"
#include "compiler/make/stored_header.h"
#include "runtime/base/content_hash.h"

#include <boost/filesystem.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace quire::compiler {

namespace {

namespace fs = boost::filesystem;

std::string stem_of(const ImportSet& imports) {
  std::string text = imports.base.hash + imports.toolchain.compile_hash + imports.includes;
  for (const std::string& folder : imports.include_dirs) text += folder + '\n';
  return imports.work + "/WEB-INF/imports/" + content_hash(text);
}

}  // namespace

std::optional<ImportPrelude> find_import_prelude(const ImportSet& imports) {
  const std::string stem = stem_of(imports);
  auto stored = find_stored_header(stem);
  if (!stored) return std::nullopt;
  const auto absent = absent_headers(stored->headers, imports.include_dirs);
  if (std::ranges::any_of(absent, [](const std::string& path) { return fs::exists(path); })) return std::nullopt;
  return ImportPrelude{stem + ".pch", std::move(stored->headers), std::move(stored->statics)};
}

bool make_import_prelude(const ImportSet& imports) try {
  const std::string stem = stem_of(imports);
  fs::create_directories(fs::path(stem).parent_path());
  std::string failure;
  const PrecompileOptions options{{}, {}, imports.base.path, imports.include_dirs};
  return store_header(imports.toolchain, stem, imports.includes, options, failure).has_value();
} catch (const std::exception&) {
  return false;
}

void add_prelude(const ImportPrelude& prelude, CompiledUnit& unit) {
  unit.headers.insert(unit.headers.begin(), prelude.headers.begin(), prelude.headers.end());
  // The unit already lists the ones that it uses.
  for (const SharedStatic& each : prelude.statics)
    if (std::find(unit.statics.begin(), unit.statics.end(), each) == unit.statics.end()) unit.statics.push_back(each);
}

CompiledUnit compile_after(const ImportPrelude& prelude, const Toolchain& toolchain, CompileOptions options,
                           Translation& translation) {
  options.prelude = prelude.path;
  UnitCompile compile(toolchain, options);
  CompiledUnit unit = compile.finish(without_includes(translation.unit), options.unit_path, translation);
  compile.tell_mistakes();
  add_prelude(prelude, unit);
  return unit;
}

}  // namespace quire::compiler
