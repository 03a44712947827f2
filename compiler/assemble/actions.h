#ifndef QUIRE_COMPILER_ASSEMBLE_ACTIONS_H_
#define QUIRE_COMPILER_ASSEMBLE_ACTIONS_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"

namespace quire::compiler {

/// Checks the standard actions (Jakarta Server Pages 5): names, attributes, content and
/// position. Moves each `<page:attribute>` and `<page:body>`: one that contains only text
/// becomes an attribute of the enclosing action, others are added to its `slots`, and the
/// content of the body becomes the action's content.
void check_actions(Page& page, const SourceSet& sources, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_ACTIONS_H_
