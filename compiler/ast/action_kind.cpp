#include "compiler/ast/action_kind.h"

namespace quire::compiler {

ActionKind action_kind(std::string_view name) {
  constexpr std::string_view kPrefix = "page:";
  if (!name.starts_with(kPrefix)) return ActionKind::kNone;
  name.remove_prefix(kPrefix.size());
#define QUIRE_ACTION(kind, written) \
  if (name == (written)) return ActionKind::k##kind;
#include "compiler/ast/standard_action.def"
  return ActionKind::kUnknown;
}

}  // namespace quire::compiler
