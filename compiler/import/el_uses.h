#ifndef QUIRE_COMPILER_IMPORT_EL_USES_H_
#define QUIRE_COMPILER_IMPORT_EL_USES_H_

#include "compiler/el/expression.h"
#include "compiler/lex/token.h"

#include <vector>

namespace quire::compiler {

/// The expressions in a JSP in its own syntax: those in text and those in the attributes of tags. Those that cannot be
/// parsed are ignored.
std::vector<ElNode> expressions_of(const TokenBuffer& buffer, const SourceSet& sources);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_EL_USES_H_
