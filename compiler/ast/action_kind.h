#ifndef QUIRE_COMPILER_AST_ACTION_KIND_H_
#define QUIRE_COMPILER_AST_ACTION_KIND_H_

#include <string_view>

namespace quire::compiler {

/// The standard actions, listed with their attributes in `standard_action.def`.
enum class ActionKind : unsigned char {
  /// Not a standard action: a tag of a library, or no action at all.
  kNone,
  /// It begins with `page:`, but there is no such action.
  kUnknown,
#define QUIRE_ACTION(kind, name) k##kind,
#include "compiler/ast/standard_action.def"
};

/// The kind of an action from its name in the tree, such as `page:include`.
ActionKind action_kind(std::string_view name);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_AST_ACTION_KIND_H_
