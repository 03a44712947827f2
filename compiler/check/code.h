#ifndef QUIRE_COMPILER_CHECK_CODE_H_
#define QUIRE_COMPILER_CHECK_CODE_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"

namespace quire::compiler {

/// Reads each `${…}`, and looks at each piece of embedded C++ alone: an
/// expression must be one, with no `;`, and headers are imported by directive.
void check_code(Page& page, const SourceSet& sources, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_CODE_H_
