#ifndef QUIRE_COMPILER_AST_DUMP_H_
#define QUIRE_COMPILER_AST_DUMP_H_

#include "compiler/ast/page.h"

#include <string>

namespace quire::compiler {

/// A page as S-expressions, one node per line: `(directive "page" (session "true"))`.
std::string dump(const Page& page, const SourceSet& sources);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_AST_DUMP_H_
