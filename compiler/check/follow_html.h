#ifndef QUIRE_COMPILER_CHECK_FOLLOW_HTML_H_
#define QUIRE_COMPILER_CHECK_FOLLOW_HTML_H_

#include "compiler/ast/page.h"
#include "compiler/check/html_reader.h"

#include <vector>

namespace quire::compiler {

/// Walks over the nodes of a page with an `HtmlReader`. The visitor has
///
///     void text(Node& node, HtmlReader& html);         // must feed all of the text
///     void value(Node& node, const HtmlReader& html);  // `<%= … %>` or `${…}`
///     bool enters_slot(const Node* action, const Node& slot);
///
/// where `action` is null for a slot of the page's layout. A slot is not where its tag is,
/// so it is read by itself.
template <class Visitor>
class HtmlFollower {
 public:
  HtmlFollower(bool is_xml, const Visitor& visitor) : is_xml_(is_xml), visitor_(visitor) {}

  void walk(std::vector<Node>& nodes, const Node* parent, HtmlReader& html) const {
    for (Node& node : nodes) {
      if (node.kind == NodeKind::kText) {
        visitor_.text(node, html);
      } else if (node.kind == NodeKind::kExpression || node.kind == NodeKind::kRawExpression ||
                 node.kind == NodeKind::kEl) {
        visitor_.value(node, html);
        html.value();
      } else if (node.prints_value()) {
        html.value();
      } else if (node.action == ActionKind::kAttribute) {
        slot(node, parent);
      } else if (node.action == ActionKind::kElement) {
        for (Node& each : node.slots) slot(each, &node);
        HtmlReader content(is_xml_);
        if (const Attribute* name = node.find("name")) content.open(name->value);
        walk(node.children, &node, content);
      } else {
        for (Node& each : node.slots) slot(each, &node);
        walk(node.children, &node, html);
      }
    }
  }

 private:
  void slot(Node& slot, const Node* action) const {
    HtmlReader content(is_xml_);
    if (visitor_.enters_slot(action, slot)) walk(slot.children, &slot, content);
  }

  const bool is_xml_;
  const Visitor& visitor_;
};

template <class Visitor>
void follow_html(Page& page, const Visitor& visitor) {
  HtmlReader html(page.is_xml);
  HtmlFollower<Visitor>(page.is_xml, visitor).walk(page.nodes, nullptr, html);
}

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_FOLLOW_HTML_H_
