#include "compiler/make/compile_page.h"

#include "compiler/clang/line_sensitivity.h"
#include "compiler/clang/shared_statics.h"
#include "compiler/link/link_mistakes.h"
#include "compiler/make/header_folders.h"
#include "compiler/make/import_prelude.h"
#include "compiler/make/missing_import.h"
#include "compiler/make/rehearsal.h"

#include <utility>

namespace quire::compiler {

namespace {

bool is_for_debugger(const PageCompile& page) {
  return page.toolchain.debug_info == DebugDetail::kFull && !page.order.portable;
}

/// Adds `#line` directives to the unit.
void add_lines(PageCompile& page) {
  CppUnit& unit = page.translation.unit;
  unit = with_line_directives(std::move(unit), page.translation.sources,
                              is_for_debugger(page) ? LineNames::kOnDisk : LineNames::kInSite);
  page.origin.code_hash = unit.code_hash;
}

CompiledUnit compile(PageCompile& page, const CompileOptions& options) {
  Translation& translation = page.translation;
  // Work done ahead is of no use to a unit with `#line` directives.
  if (page.order.portable || translation.unit.has_line_directives)
    return compile_unit(page.toolchain, options, translation);
  if (page.rehearsal != nullptr && page.rehearsal->is_for(page.toolchain))
    if (auto unit = page.rehearsal->compile(options, translation)) return *std::move(unit);
  const auto own = find_import_prelude({page.toolchain, page.order.work, page.prelude,
                                        std::string(includes_of(translation.unit)), options.include_dirs});
  return own ? compile_after(*own, page.toolchain, options, translation)
             : compile_unit(page.toolchain, options, translation);
}

/// Compiles, and compiles again if the result shows that the decision about `#line` directives was
/// wrong.
CompiledUnit compile_settled(PageCompile& page, const CompileOptions& options) {
  Translation& translation = page.translation;
  const Sink before = translation.sink;
  CompiledUnit unit = compile(page, options);
  if (!unit.ok) report_missing_imports(page.toolchain, options, std::move(unit.unknown_names), before, translation);
  // What is a warning to Clang may be an error in a page.
  unit.ok = unit.ok && !translation.sink.has_errors();
  if (!unit.ok || page.order.check_only) return unit;
  if (unit.asks_own_line && !translation.unit.has_line_directives) {
    add_lines(page);
  } else if (!unit.asks_own_line && page.without_lines) {
    translation.unit = *std::move(page.without_lines);
    page.origin.code_hash = translation.unit.code_hash;
  } else {
    return unit;
  }
  return compile_unit(page.toolchain, options, translation);
}

}  // namespace

CompileOptions compile_options(const BuildOrder& order, const Prelude& prelude, const std::string& unit_path) {
  CompileOptions options;
  options.unit_path = unit_path;
  options.prelude = prelude.path;
  options.include_dirs = include_dirs(order);
  options.optimization = order.optimization;
  if (order.portable) options.site_root = order.root;
  return options;
}

void translate_page(PageCompile& page) {
  page.translation = translate(page.order.root, page.order.page);
  page.origin.code_hash = page.translation.unit.code_hash;
}

void settle_lines(PageCompile& page, bool asked_before) {
  if (is_for_debugger(page) || names_own_line(page.translation.unit)) return add_lines(page);
  if (!asked_before) return;
  if (page.order.portable) page.without_lines = page.translation.unit;
  add_lines(page);
}

bool compile_page(PageCompile& page) {
  const CompileOptions options = compile_options(page.order, page.prelude, page.unit_path);
  CompiledUnit unit = compile_settled(page, options);
  page.origin.asks_own_line = unit.asks_own_line;
  page.origin.absent = absent_headers(unit.headers, options.include_dirs);
  page.origin.headers = std::move(unit.headers);
  page.object = std::move(unit.object);
  report_shared_statics(unit.statics, page.translation);
  Sink& sink = page.translation.sink;
  if (unit.ok) report_pins(page.object, page.translation);
  else if (!sink.has_errors())
    sink.report(DiagnosticKind::kBuildFailed, Span{}, "Clang rejected the page without a message");
  return unit.ok;
}

}  // namespace quire::compiler
