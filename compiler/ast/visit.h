#ifndef QUIRE_COMPILER_AST_VISIT_H_
#define QUIRE_COMPILER_AST_VISIT_H_

#include "compiler/ast/node.h"

namespace quire::compiler {

/// Calls `f` with every node in the page's order, an action before what stands
/// in it: the parts of its attributes' values, its slots and its children.
template <class Nodes, class F>
void for_each_node(Nodes& nodes, const F& f) {
  for (auto& node : nodes) {
    f(node);
    for (auto& attribute : node.attributes) for_each_node(attribute.parts, f);
    for_each_node(node.slots, f);
    for_each_node(node.children, f);
  }
}

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_AST_VISIT_H_
