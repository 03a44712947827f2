#include "compiler/make/site_source.h"

#include "compiler/assemble/translation_context.h"
#include "compiler/clang/clang_frontend.h"
#include "compiler/clang/shared_statics.h"
#include "compiler/diag/reported.h"
#include "compiler/make/missing_import.h"
#include "compiler/make/prelude.h"
#include "compiler/make/source_list.h"
#include "compiler/source/include_resolver.h"
#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"

#include <boost/filesystem.hpp>

namespace quire::compiler {

namespace {

namespace fs = boost::filesystem;

/// The source file as a unit that is its own page: every byte maps to itself.
Translation as_translation(const std::string& root, const std::string& source) {
  const IncludeResolver site(root);
  SiteFile file = site.resolve("", source);
  site.read(file);
  Translation translation;
  translation.unit.path = "/" + source;
  translation.unit.code = file.bytes;
  const auto size = static_cast<std::uint32_t>(file.bytes.size());
  const FileId id = translation.sources.add(SourceFile(file.name, file.path, std::move(file.bytes), file.modified));
  if (file.status != ReadStatus::kRead) report_unread(file, file.name, {id, 0, 0}, translation.sink);
  if (size > 0) translation.unit.segments.push_back({0, {id, 0, size}});
  return translation;
}

}  // namespace

CompiledSource compile_source(const Toolchain& toolchain, const BuildOrder& order, const std::string& source,
                              const std::string& object) {
  Translation translation = as_translation(order.root, source);
  CompiledSource compiled;
  if (!translation.sink.has_errors()) {
    const fs::path root(order.root);
    CompileOptions options;
    options.unit_path = (root / source).string();
    options.prelude = find_prelude(toolchain, PreludeKind::kStd).path;
    options.include_dirs = {(root / source).parent_path().string(), (root / kSiteSources).string()};
    options.optimization = order.site_optimization;
    options.check_only = object.empty();
    options.exports = true;
    if (order.portable) options.site_root = order.root;
    const Sink before = translation.sink;
    CompiledUnit unit = compile_unit(toolchain, options, translation);
    if (!unit.ok) report_missing_imports(toolchain, options, std::move(unit.unknown_names), before, translation);
    compiled.ok = unit.ok;
    // What runs elsewhere is not edited there.
    if (!order.portable) report_reloaded_statics(unit.statics, translation);
    compiled.files = unit.headers;
    if (unit.ok && !object.empty()) write_file(object, unit.object);
  }
  translation.sink.sort();
  const SourceFile& file = translation.sources.file(0);
  compiled.files.insert(compiled.files.begin(),
                        {file.path(), file.stored_bytes().size(), file.modified(), content_hash(file.stored_bytes())});
  compiled.missing = translation.missing;
  compiled.diagnostics = reported(translation.sink, translation.sources, order.colour);
  return compiled;
}

}  // namespace quire::compiler
