#ifndef QUIRE_COMPILER_CHECK_BRACKETS_H_
#define QUIRE_COMPILER_CHECK_BRACKETS_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"

namespace quire::compiler {

/// Embedded code must not end the function or namespace into which it is put.
/// Braces of scriptlets match over the whole page, or over what an action
/// holds, and all other brackets within their element; so code and glue stay apart whatever a page says.
/// Where `#if` may choose between braces, only Clang can tell.
void check_brackets(const Page& page, const SourceSet& sources, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_BRACKETS_H_
