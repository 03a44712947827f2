#ifndef QUIRE_COMPILER_CHECK_FLOW_ITEMS_H_
#define QUIRE_COMPILER_CHECK_FLOW_ITEMS_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace quire::compiler {

/// The words that decide where control goes, and those of statements that print.
enum class FlowWord : unsigned char {
  /// Not a word.
  kNone,
  /// Any other word.
  kOther,
  kIf,
  kConstexpr,
  kConsteval,
  kNot,
  kElse,
  kFor,
  kCoAwait,
  kWhile,
  kDo,
  kSwitch,
  kCase,
  kDefault,
  kTry,
  kCatch,
  kBreak,
  kContinue,
  kReturn,
  kThrow,
  kGoto,
  /// `out` where it prints; the other two are `raw` and `escape_html`.
  kOut,
  kRaw,
  kEscape,
};

/// A token of a scriptlet, or a node between scriptlets that is emitted as a statement.
struct FlowItem {
  enum class Kind : unsigned char { kNode, kWord, kLiteral, kPunctuation, kIf, kElseIf, kElse, kEndIf };

  Kind kind = Kind::kNode;
  /// Punctuation: the character; `.` also stands for `::` and `->`.
  char c = '\0';
  FlowWord word = FlowWord::kNone;
  /// kNode: text that is one statement with the item before.
  bool continues = false;
  /// Opening bracket: the index of its closer, or 0 if it has none. `#if`, `#elif`, `#else`: the index of
  /// the next one or of `#endif`.
  std::uint32_t match = 0;
  /// Tokens: counts the scriptlets.
  std::uint32_t scriptlet = 0;
  Node* node = nullptr;
  Span span = {};

  bool is(char punctuation) const { return c == punctuation; }
  bool is_condition() const { return kind >= Kind::kIf; }
};

struct FlowItems {
  std::vector<FlowItem> items = {};
  /// Brackets that do not match, or unterminated code: other checks report these.
  bool is_broken = false;
};

/// Whether the content of the action belongs to the list that the action is in.
inline bool is_transparent(const Node& node) {
  return node.action == ActionKind::kText || node.action == ActionKind::kRoot;
}
/// Whether the node may become a statement.
inline bool is_emitted(const Node& node) {
  if (node.kind == NodeKind::kText) return !node.text.empty();
  return node.kind != NodeKind::kDirective && node.kind != NodeKind::kDeclaration;
}

/// The items of a list of nodes, with their brackets matched. Of the parts of an `#if` that are no
/// statements by themselves, only the first remains; that is reported where page content depends on it.
FlowItems read_flow_items(std::vector<Node>& nodes, const SourceSet& sources, Sink& sink);

/// A part of an `#if` that cannot be followed.
struct ConditionProblem {
  /// The token that makes it so.
  FlowItem item;
  /// It is harmless if its scriptlet is complete in itself.
  bool may_be_harmless = true;
};

/// Matches `#if` with its `#else` and `#endif`. Removes those that do not match, and all parts but the
/// first where the parts are no statements by themselves.
std::vector<ConditionProblem> resolve_conditions(std::vector<FlowItem>& items);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_FLOW_ITEMS_H_
