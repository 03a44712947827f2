#ifndef QUIRE_COMPILER_AST_VISIT_H_
#define QUIRE_COMPILER_AST_VISIT_H_

#include "compiler/ast/node.h"

namespace quire::compiler {

/// Calls `f` with every node in the page's order, an action before its slots and
/// its children.
template <class Nodes, class F>
void for_each_node(Nodes& nodes, const F& f) {
  for (auto& node : nodes) {
    f(node);
    for_each_node(node.slots, f);
    for_each_node(node.children, f);
  }
}

/// The same with the parts of attributes' values, which other passes need not
/// look for.
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
