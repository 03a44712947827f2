#ifndef QUIRE_COMPILER_EMIT_TEXT_USES_H_
#define QUIRE_COMPILER_EMIT_TEXT_USES_H_

#include "compiler/ast/page.h"
#include "compiler/emit/cpp_unit.h"

#include <vector>

namespace quire::compiler {

/// The texts in the standard tags of a page and its tag files that `pagec check` looks at. Messages are those whose key
/// and bundle are known: the bundle around them (`fmt:bundle`), set before them in the same file (`fmt:setBundle`), or
/// named by a variable that was set so.
std::vector<TextUse> text_uses(const Page& page);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_TEXT_USES_H_
