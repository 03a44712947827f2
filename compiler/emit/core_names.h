#ifndef QUIRE_COMPILER_EMIT_CORE_NAMES_H_
#define QUIRE_COMPILER_EMIT_CORE_NAMES_H_

#include "compiler/ast/node.h"

#include <string_view>

namespace quire::compiler {

/// The name of the attribute that a tag of the core library sets or changes, if `${…}` can read it; otherwise empty.
/// The code refers to it as an expression does, so that a C++ variable of that name is found.
std::string_view name_set_by(const Node& tag);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_CORE_NAMES_H_
