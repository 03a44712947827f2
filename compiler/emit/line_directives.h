#ifndef QUIRE_COMPILER_EMIT_LINE_DIRECTIVES_H_
#define QUIRE_COMPILER_EMIT_LINE_DIRECTIVES_H_

#include "compiler/emit/cpp_unit.h"

namespace quire::compiler {

/// How `#line` names the page and the files it includes.
enum class LineNames {
  /// As in diagnostics, relative to the site.
  kInSite,
  /// By full paths, so that debuggers find them.
  kOnDisk,
};

/// The unit with `#line` directives, for debuggers, other compilers, and code that uses its
/// own line number. Embedded code has the name, line and column of its page; the rest is
/// called `<generated>` and has its own line numbers. Segments and hash are those of the
/// new code; it has no ranges, because it is compiled as a whole.
CppUnit with_line_directives(CppUnit unit, const SourceSet& sources, LineNames names = LineNames::kInSite);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_LINE_DIRECTIVES_H_
