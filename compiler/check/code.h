#ifndef QUIRE_COMPILER_CHECK_CODE_H_
#define QUIRE_COMPILER_CHECK_CODE_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"

namespace quire::compiler {

/// Parses each `${…}`, and checks each piece of embedded C++ by itself: an expression must
/// not be empty or end with `;`, and headers must be imported by a directive.
void check_code(Page& page, const SourceSet& sources, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_CODE_H_
