#include "compiler/check/passes.h"

#include "compiler/ast/visit.h"
#include "compiler/check/follow_html.h"

namespace quire::compiler {
namespace {

struct ScriptMarker {
  void text(const Node& node, HtmlReader& html) const {
    for (std::string_view rest = node.text; !rest.empty();) rest.remove_prefix(html.next(rest).size);
  }
  void value(Node& node, const HtmlReader& html) const {
    if (node.kind == NodeKind::kEl) node.in_script = html.in_script();
  }
  bool enters_slot(const Node*, const Node&) const { return true; }
};

}  // namespace

void mark_scripts(Page& page) {
  bool has_el = false;
  for_each_node(page.nodes, [&](const Node& node) { has_el = has_el || node.kind == NodeKind::kEl; });
  if (has_el) follow_html(page, ScriptMarker());
}

}  // namespace quire::compiler
