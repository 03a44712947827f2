#ifndef QUIRE_COMPILER_EMIT_MESSAGE_USES_H_
#define QUIRE_COMPILER_EMIT_MESSAGE_USES_H_

#include "compiler/ast/page.h"
#include "compiler/emit/cpp_unit.h"

#include <vector>

namespace quire::compiler {

/// The messages of a page and its tag files whose key and bundle are known: those around them (`fmt:bundle`), set
/// before them in the same file (`fmt:setBundle`), or named by a variable that was set so.
std::vector<MessageUse> message_uses(const Page& page);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_MESSAGE_USES_H_
