#include "compiler/check/expression_language.h"

#include "compiler/ast/visit.h"
#include "compiler/parse/el_parser.h"

namespace quire::compiler {

void read_expressions(Page& page, Sink& sink) {
  for_each_node(page.nodes, [&](Node& node) {
    if (node.kind == NodeKind::kEl) node.el = parse_el(node.text, node.inner, node.escapes, node.span, sink);
  });
}

}  // namespace quire::compiler
