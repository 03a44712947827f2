#ifndef QUIRE_COMPILER_AST_VISIT_H_
#define QUIRE_COMPILER_AST_VISIT_H_

#include "compiler/ast/node.h"

namespace quire::compiler {

/// Calls `f` for every node in page order, an action before its slots and children.
template <class Nodes, class F>
void for_each_node(Nodes& nodes, const F& f) {
  for (auto& node : nodes) {
    f(node);
    for_each_node(node.slots, f);
    for_each_node(node.children, f);
  }
}

/// The same, including the parts of attribute values.
template <class Nodes, class F>
void for_each_node_and_part(Nodes& nodes, const F& f) {
  for_each_node(nodes, [&f](auto& node) {
    f(node);
    for (auto& attribute : node.attributes)
      for (auto& part : attribute.parts) f(part);
  });
}

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_AST_VISIT_H_
