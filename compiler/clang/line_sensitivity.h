#ifndef QUIRE_COMPILER_CLANG_LINE_SENSITIVITY_H_
#define QUIRE_COMPILER_CLANG_LINE_SENSITIVITY_H_

#include "compiler/emit/cpp_unit.h"

namespace clang {
class Preprocessor;
}

namespace quire::compiler {

/// Whether embedded code uses something that depends on its own line: `__LINE__`, `assert`,
/// `source_location`. Such a unit is compiled with `#line` directives, and again when its lines move.
bool names_own_line(const CppUnit& unit);

/// Sets `found` if a macro from a header expands to `__LINE__` in the main file. `found`
/// must outlive the preprocessor.
void watch_for_own_line(clang::Preprocessor& preprocessor, bool& found);

/// Whether `<source_location>` was read: a function in a header may then receive its
/// caller's line as a default argument.
bool can_tell_callers(clang::Preprocessor& preprocessor);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_LINE_SENSITIVITY_H_
