#ifndef QUIRE_COMPILER_ASSEMBLE_DIRECTIVES_H_
#define QUIRE_COMPILER_ASSEMBLE_DIRECTIVES_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"

namespace quire::compiler {

/// Sets the page's settings, parameters, arguments and libraries, and those of a tag file,
/// from all its directives. Reports invalid values, contradicting repetitions, and
/// directives that are not allowed there.
void read_directives(Page& page, const SourceSet& sources, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_DIRECTIVES_H_
