#ifndef QUIRE_COMPILER_EMIT_LINE_DIRECTIVES_H_
#define QUIRE_COMPILER_EMIT_LINE_DIRECTIVES_H_

#include "compiler/emit/cpp_unit.h"

namespace quire::compiler {

/// What `#line` calls the page and the files it includes.
enum class LineNames {
  /// As diagnostics do, from the site's folder on.
  kInSite,
  /// Their whole paths, by which debuggers find them.
  kOnDisk,
};

/// The unit with `#line` directives, for debuggers, for other compilers, and
/// for code that asks in which line it stands: embedded code carries its
/// page's name and line and starts at its page column; the rest is called
/// `<generated>` and numbered as it stands. Segments and hash are those of the
/// new code; it has no ranges, for it is compiled as a whole.
CppUnit with_line_directives(CppUnit unit, const SourceSet& sources, LineNames names = LineNames::kInSite);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_LINE_DIRECTIVES_H_
