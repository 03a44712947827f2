#ifndef QUIRE_COMPILER_CHECK_FLOW_H_
#define QUIRE_COMPILER_CHECK_FLOW_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"

#include <vector>

namespace quire::compiler {

enum class FlowKind : unsigned char {
  /// An element or text of the page that is emitted as a statement.
  kNode,
  kBlock,
  /// Children: a block for each arm, of which at most one runs; if `has_else`, exactly one.
  kBranch,
  /// `for`, `while`, `do`, or a macro. Child: its body, a block.
  kLoop,
  /// Children: the statements between its braces, with the labels among them.
  kSwitch,
  /// A label of a `switch`; only among the children of kSwitch, unless that has no page content or an
  /// error was reported.
  kCase,
  /// Children: the block of `try`, then a block for each `catch`.
  kTry,
  /// The body of a lambda within a statement, which may run at any time or never. Child: a block.
  kFunction,
  kBreak,
  kContinue,
  /// Also `co_return`. Ends the function.
  kReturn,
  kThrow,
  /// A statement prints: `out << x`, `out.raw(x)`, `out.escape_html(x)`.
  kOutput,
  /// One or more statements that do nothing of the above.
  kCode,
};

/// A statement of a page, as it will be in the generated function. Nearly every statement may throw, and
/// so may the conditions of branches, loops and switches, which have no entry of their own.
struct Flow {
  FlowKind kind = FlowKind::kNode;
  /// kLoop: `do`, whose body runs at least once.
  bool runs_once = false;
  /// kLoop: the head is a macro, such as `FOREACH(a, b) {`, so it may be any kind of loop, or a branch.
  bool is_macro = false;
  /// kBranch: there is an arm for every case.
  bool has_else = false;
  /// kSwitch: there is a `default`. kCase: it is the `default`.
  bool has_default = false;
  /// kOutput: without escaping.
  bool is_raw = false;
  /// kNode: never null; otherwise null.
  Node* node = nullptr;
  /// What to point at in messages: the element, the keyword or brace; kOutput: `out`. For a body
  /// without braces, its first token.
  Span span = {};
  std::vector<Flow> children = {};
};

/// Reads the statements that `nodes`, which are all of a page or of an action's content, become in the
/// generated code, where braces may open in one scriptlet and close in another:
///
///     <% if (a) { %>b<% } else %>c
///
/// is one branch with two arms. The list has an entry for whatever `FunctionEmitter` emits, in order:
/// directives, declarations, empty text, and the white space that it drops before `else` and `catch`
/// are left out; the content of `<page:text>` and `<page:root>` is part of the list; other actions and
/// tags are one entry, and their content, slots and attributes are not read.
///
/// Reports what cannot be followed, such as `goto`, unless the code has other errors that the other
/// checks report. Always returns a tree, with every node in it. Linear in time; a list without
/// scriptlets is only copied. The result points into `nodes`.
std::vector<Flow> read_flow(std::vector<Node>& nodes, const SourceSet& sources, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_FLOW_H_
