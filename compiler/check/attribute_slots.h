#ifndef QUIRE_COMPILER_CHECK_ATTRIBUTE_SLOTS_H_
#define QUIRE_COMPILER_CHECK_ATTRIBUTE_SLOTS_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"

namespace quire::compiler {

/// Whether the text is white space only.
bool is_blank(std::string_view text);

/// Takes `<page:attribute>` and `<page:body>` out of an action's children: text
/// becomes an attribute, other content, and all that a tag is given so, a slot,
/// the body's content the children. Reports what else stands beside them.
void take_slots(Node& action, Sink& sink);

/// Whether a slot holds nothing but text.
bool is_text(const Node& slot);

/// `<page:attribute name="page">a.page</page:attribute>` as `page="a.page"`.
Attribute attribute_of(const Node& slot);

/// Without blanks at the beginning and end of its content, unless it says
/// `trim="false"`.
void trim_slot(Node& slot, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_ATTRIBUTE_SLOTS_H_
