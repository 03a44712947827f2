#ifndef QUIRE_COMPILER_DIAG_RENDER_H_
#define QUIRE_COMPILER_DIAG_RENDER_H_

#include "compiler/diag/diagnostic.h"

#include <string>

namespace quire::compiler {

enum class Colour : unsigned char { kOff, kAnsi };

/// A diagnostic in Clang's form, ending with a line feed:
///
///     cart.page:14:10: error: unknown page attribute `sesion`; did you mean `session`?
///     <%@ page sesion="true" %>
///              ^~~~~~
///              session
///
/// The last line shows the fixes on the same line; notes follow in the same form. Tabs,
/// wide and combining characters are counted as a terminal displays them. Only the part of
/// a long line around the caret is shown.
std::string render(const Diagnostic& diagnostic, const SourceSet& sources, Colour colour = Colour::kOff);

/// All diagnostics in `sink`.
std::string render(const Sink& sink, const SourceSet& sources, Colour colour = Colour::kOff);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_DIAG_RENDER_H_
