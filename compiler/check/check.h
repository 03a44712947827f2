#ifndef QUIRE_COMPILER_CHECK_CHECK_H_
#define QUIRE_COMPILER_CHECK_CHECK_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"

namespace quire::compiler {

/// Runs every check over an assembled page and its tag files, so that one run reports all
/// errors. A page without errors can then be emitted.
void check(Page& page, const SourceSet& sources, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_CHECK_H_
