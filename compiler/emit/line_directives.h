#ifndef QUIRE_COMPILER_EMIT_LINE_DIRECTIVES_H_
#define QUIRE_COMPILER_EMIT_LINE_DIRECTIVES_H_

#include "compiler/emit/cpp_unit.h"

#include <string>

namespace quire::compiler {

/// The unit with `#line` directives, for other compilers and for reading:
/// embedded code carries its page's name and line and starts at its page
/// column; the rest is called `<generated>` and numbered as it stands.
std::string with_line_directives(const CppUnit& unit, const SourceSet& sources);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_LINE_DIRECTIVES_H_
