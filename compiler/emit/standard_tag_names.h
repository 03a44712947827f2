#ifndef QUIRE_COMPILER_EMIT_CORE_NAMES_H_
#define QUIRE_COMPILER_EMIT_CORE_NAMES_H_

#include "compiler/ast/node.h"

#include <string>
#include <string_view>

namespace quire::compiler {

/// The name of the attribute that a standard tag sets or changes, if `${…}` can read it; otherwise empty.
/// The code refers to it as an expression does, so that a C++ variable of that name is found.
std::string_view name_set_by(const Node& tag);

/// `, quire::Scope::kSession`, or nothing without `scope`.
std::string scope_argument(const Node& tag);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_CORE_NAMES_H_
