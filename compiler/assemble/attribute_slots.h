#ifndef QUIRE_COMPILER_ASSEMBLE_ATTRIBUTE_SLOTS_H_
#define QUIRE_COMPILER_ASSEMBLE_ATTRIBUTE_SLOTS_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"

namespace quire::compiler {

/// Whether the text is white space only.
bool is_blank(std::string_view text);

/// Takes `<page:attribute>` and `<page:body>` out of an action's children: each attribute
/// becomes a slot or, in a standard action if it contains only text, an attribute; the
/// content of the body becomes the children. Reports any other content beside them.
void take_slots(Node& action, Sink& sink);

/// Whether the slot is equivalent to a plain attribute, and that attribute: `page="a.page"`
/// for `<page:attribute name="page">a.page</page:attribute>`.
bool is_only_text(const Node& slot);
Attribute attribute_of(const Node& slot);

/// The slot that is equivalent to the attribute.
Node slot_of(Attribute attribute);

/// Removes white space at the beginning and end of its content, unless it has `trim="false"`.
void trim_slot(Node& slot, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_ATTRIBUTE_SLOTS_H_
