#ifndef QUIRE_COMPILER_CHECK_SUPPORTED_H_
#define QUIRE_COMPILER_CHECK_SUPPORTED_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"

namespace quire::compiler {

/// Refuses the elements that the language has and `emit` has not yet.
void check_supported(const Page& page, const SourceSet& sources, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_SUPPORTED_H_
