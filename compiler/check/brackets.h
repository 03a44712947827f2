#ifndef QUIRE_COMPILER_CHECK_BRACKETS_H_
#define QUIRE_COMPILER_CHECK_BRACKETS_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"

namespace quire::compiler {

/// Checks that embedded code does not end the function or namespace that it is copied into.
/// Braces of scriptlets must match over the whole page or the content of an action, other
/// brackets within their element, so that embedded code and glue code stay separate. Where
/// `#if` selects between braces, only Clang can check.
void check_brackets(const Page& page, const SourceSet& sources, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_BRACKETS_H_
