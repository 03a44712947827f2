#ifndef QUIRE_COMPILER_ASSEMBLE_ATTRIBUTE_SLOTS_H_
#define QUIRE_COMPILER_ASSEMBLE_ATTRIBUTE_SLOTS_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"

namespace quire::compiler {

/// Whether the text is white space only.
bool is_blank(std::string_view text);

/// Takes `<page:attribute>` and `<page:body>` out of an action's children: each
/// becomes a slot, or, in a standard action and where it holds only text, an
/// attribute; the body's content becomes the children. Reports what else
/// stands beside them.
void take_slots(Node& action, Sink& sink);

/// Whether `<page:attribute name="page">a.page</page:attribute>` says no more
/// than `page="a.page"` does, and that attribute.
bool is_only_text(const Node& slot);
Attribute attribute_of(const Node& slot);

/// The slot that would write what the attribute holds.
Node slot_of(Attribute attribute);

/// Without blanks at the beginning and end of its content, unless it says
/// `trim="false"`.
void trim_slot(Node& slot, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_ATTRIBUTE_SLOTS_H_
