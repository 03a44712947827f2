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

/// A page on its way to an object: translated, then compiled, unless what it is
/// compiled of (`origin`) is as it was before. Mistakes go to the translation's
/// sink.
///
///     PageCompile page{toolchain, order};
///     translate_page(page);
///     page.prelude = …;
///     settle_lines(page, before.asks_own_line);
///     if (!is_same(before, page.origin)) compile_page(page);
///
/// Of a portable page (see `BuildOrder`), the object depends on nothing but
/// the page and its headers: not on what was built before, and not on what is
/// at hand to begin with.
struct PageCompile {
  const Toolchain& toolchain;
  BuildOrder order;
  /// What serves to compile the next page of any kind, or this one; may be null.
  Rehearsal* rehearsal = nullptr;
  Translation translation = {};
  Prelude prelude = {};
  /// Where the unit's code stands on disk, or would.
  std::string unit_path = {};
  ObjectOrigin origin = {};
  /// ELF.
  std::string object = {};
  /// The unit as it was, where its lines are there because the last version
  /// asked for them.
  std::optional<CppUnit> without_lines = {};
};

/// How a unit of the order is compiled.
CompileOptions compile_options(const BuildOrder& order, const Prelude& prelude, const std::string& unit_path);

void translate_page(PageCompile& page);

/// Makes the page's lines part of its unit where they matter to what is
/// compiled, as far as it can be told before; `asked_before` is what was told
/// of the last version. From now on `origin` has the hash of the code.
void settle_lines(PageCompile& page, bool asked_before);

/// Compiles the page in this process, from the furthest that is at hand: its
/// rehearsal, its precompiled includes, its prelude. False after mistakes.
bool compile_page(PageCompile& page);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_COMPILE_PAGE_H_
