#ifndef QUIRE_COMPILER_MAKE_COMPILE_PAGE_H_
#define QUIRE_COMPILER_MAKE_COMPILE_PAGE_H_

#include "compiler/clang/clang_frontend.h"
#include "compiler/make/object_origin.h"
#include "compiler/make/prelude.h"
#include "compiler/translate.h"
#include "runtime/protocol/build_order.h"

#include <optional>
#include <string>

namespace quire::compiler {

class Rehearsal;

/// A page being compiled to an object: it is translated, then compiled unless everything that it is
/// compiled from (`origin`) is unchanged. Errors are reported to the translation's sink.
///
///     PageCompile page{toolchain, order};
///     translate_page(page);
///     page.prelude = …;
///     settle_lines(page, before.asks_own_line);
///     if (!is_same(before, page.origin)) compile_page(page);
///
/// The object of a portable page (see `BuildOrder`) depends only on the page and its headers: not
/// on earlier builds, nor on the work that was done ahead.
struct PageCompile {
  const Toolchain& toolchain;
  BuildOrder order;
  /// Work done ahead for this page or for any page; may be null.
  Rehearsal* rehearsal = nullptr;
  Translation translation = {};
  Prelude prelude = {};
  /// Where the unit's code is stored on disk, or would be.
  std::string unit_path = {};
  ObjectOrigin origin = {};
  /// The bytes of the ELF file.
  std::string object = {};
  /// The unit before `#line` directives were added, if a portable page has them only because its
  /// last version needed them.
  std::optional<CppUnit> without_lines = {};
};

/// The options for compiling the order's unit.
CompileOptions compile_options(const BuildOrder& order, const Prelude& prelude, const std::string& unit_path);

void translate_page(PageCompile& page);

/// Adds `#line` directives to the unit if the code depends on its own lines, as far as that is
/// known before it is compiled; `asked_before` is the `asks_own_line` of the last version. Updates
/// the code hash in `origin`.
void settle_lines(PageCompile& page, bool asked_before);

/// Compiles the page in this process, starting from the most advanced work done ahead: its
/// rehearsal, its precompiled includes, or its prelude. Returns false if there are errors.
bool compile_page(PageCompile& page);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_COMPILE_PAGE_H_
