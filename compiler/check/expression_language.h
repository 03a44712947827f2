#ifndef QUIRE_COMPILER_CHECK_EXPRESSION_LANGUAGE_H_
#define QUIRE_COMPILER_CHECK_EXPRESSION_LANGUAGE_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"

namespace quire::compiler {

/// Reads every `${…}` of the page, in its text and in attributes.
void read_expressions(Page& page, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_EXPRESSION_LANGUAGE_H_
