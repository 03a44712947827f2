#include "compiler/check/expression_language.h"

#include "compiler/ast/visit.h"
#include "compiler/parse/el_parser.h"

namespace quire::compiler {

void read_expressions(Page& page, Sink& sink) {
  for_each_node(page.nodes, [&](Node& node) {
    if (node.kind == NodeKind::kEl) node.el = parse_el(node.text, node.inner, node.escapes, node.span, sink);
    for (Attribute& attribute : node.attributes)
      for (ValuePart& part : attribute.parts)
        if (part.kind == NodeKind::kEl) part.el = parse_el(part.text, part.inner, part.escapes, part.span, sink);
  });
}

}  // namespace quire::compiler
