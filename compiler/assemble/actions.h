#ifndef QUIRE_COMPILER_ASSEMBLE_ACTIONS_H_
#define QUIRE_COMPILER_ASSEMBLE_ACTIONS_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"

namespace quire::compiler {

/// Checks the standard actions against their rules (Jakarta Server Pages 5):
/// names, attributes, what may stand in them and where they may stand. Brings
/// `<page:attribute>` and `<page:body>` to where they mean something: one that
/// holds only text becomes an attribute of the action around it, another goes
/// to its `slots`, and the body's content becomes the action's.
void check_actions(Page& page, const SourceSet& sources, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_ACTIONS_H_
