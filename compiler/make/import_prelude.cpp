#include "compiler/make/import_prelude.h"

#include "compiler/make/header_folders.h"
#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"

#include <boost/filesystem.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace quire::compiler {

namespace {

namespace fs = boost::filesystem;
namespace json = boost::json;

std::string stem_of(const ImportSet& imports) {
  std::string text = imports.base.hash + imports.includes;
  for (const std::string& folder : imports.include_dirs) text += folder + '\n';
  return imports.work + "/WEB-INF/imports/" + content_hash(text);
}

}  // namespace

std::optional<ImportPrelude> find_import_prelude(const ImportSet& imports) try {
  const std::string stem = stem_of(imports);
  const Result<std::string> text = read_file(stem + ".json");
  if (!text) return std::nullopt;
  const json::value record = json::parse(*text);
  ImportPrelude prelude{stem + ".pch", stamps_from_json(record.at("headers").as_array()),
                        statics_from_json(record.at("statics").as_array())};
  // One that a full disk or a power cut left short is none.
  const bool is_whole = record.at("size").to_number<std::uint64_t>() == fs::file_size(prelude.path);
  const auto absent = absent_headers(prelude.headers, imports.include_dirs);
  const bool is_good =
      is_whole && std::all_of(prelude.headers.begin(), prelude.headers.end(), is_unchanged) &&
      std::none_of(absent.begin(), absent.end(), [](const std::string& path) { return fs::exists(path); });
  return is_good ? std::optional(std::move(prelude)) : std::nullopt;
} catch (const std::exception&) {
  return std::nullopt;
}

bool make_import_prelude(const ImportSet& imports) try {
  const std::string stem = stem_of(imports);
  fs::create_directories(fs::path(stem).parent_path());
  write_file(stem + ".h", imports.includes);
  const std::string temporary = temporary_beside(stem);
  std::string failure;
  const auto made =
      precompile(imports.toolchain, {stem + ".h", temporary, imports.base.path, imports.include_dirs}, failure);
  if (!made) {
    fs::remove(temporary);
    return false;
  }
  const json::object record = {{"size", fs::file_size(temporary)},
                               {"headers", stamps_to_json(made->headers)},
                               {"statics", statics_to_json(made->statics)}};
  // First no list, then the new header, then its list: never a list of another.
  fs::remove(stem + ".json");
  fs::rename(temporary, stem + ".pch");
  write_file(stem + ".json", json::serialize(record));
  return true;
} catch (const std::exception&) {
  return false;
}

void add_prelude(const ImportPrelude& prelude, CompiledUnit& unit) {
  unit.headers.insert(unit.headers.begin(), prelude.headers.begin(), prelude.headers.end());
  // What the unit has used of it is known by itself.
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
