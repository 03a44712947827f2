#ifndef QUIRE_COMPILER_CHECK_DIRECTIVES_H_
#define QUIRE_COMPILER_CHECK_DIRECTIVES_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"

namespace quire::compiler {

/// Fills `page.settings` from the page directives of all the page's files.
/// Reports values that are wrong, and repeats that disagree; runs after
/// includes are spliced.
void read_page_directives(Page& page, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_DIRECTIVES_H_
