#ifndef QUIRE_COMPILER_AST_NODE_H_
#define QUIRE_COMPILER_AST_NODE_H_

#include "compiler/ast/action_kind.h"
#include "compiler/ast/el.h"
#include "compiler/lex/cpp_scanner.h"
#include "compiler/lex/token.h"
#include "compiler/source/source_file.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

enum class NodeKind : unsigned char {
#define QUIRE_NODE(name, dump_name) k##name,
#include "compiler/ast/node_kind.def"
};

struct Node;

/// `name="value"` of a directive or action.
struct Attribute {
  Span name_span;
  /// Between the quotes.
  Span value_span;
  std::string name;
  /// Without escapes; of an action, its text.
  std::string value;
  /// With escapes, byte for byte as in the file.
  std::string raw_value;
  /// Of an action: texts, expressions and `${…}`. A value that is one
  /// expression keeps its type.
  std::vector<Node> parts;

  bool is_text() const;
  bool is_one_expression() const;
};

/// A part of a page, or of an attribute's value. Which members mean something
/// depends on the kind.
struct Node {
  NodeKind kind;
  /// With delimiters.
  Span span;
  /// Between the delimiters.
  Span inner;
  /// Text: what is to be written. Directive, action: its name, as in
  /// `page:include`; `jsp:` is called `page:`.
  std::string text = {};
  /// Directive, action.
  std::vector<Attribute> attributes = {};
  /// Expressions, scriptlet, declaration.
  CppCode code = {};
  /// Of the code: where the file writes it in other bytes.
  RareVector<Escape> escapes = {};
  /// Of `${…}`.
  ElExpression el = {};
  /// Action: where its name stands in the tag that opens it, the tag that
  /// closes it, and what stands between.
  Span name_span = {};
  Span close_span = {};
  std::vector<Node> children = {};
  /// Action: the `<page:attribute>` in it, as far as they hold more than text.
  RareVector<Node> slots = {};
  /// Action: not written as `<p:name/>`.
  bool has_body = false;
  ActionKind action = ActionKind::kNone;
  /// Tag: which of its page's libraries, and there, which of `tag_files`.
  std::uint32_t library = 0;
  std::uint32_t tag_file = 0;

  const Attribute* find(std::string_view name) const {
    for (const Attribute& attribute : attributes)
      if (attribute.name == name) return &attribute;
    return nullptr;
  }
  /// The slot that gives an attribute; null when there is none of that name.
  const Node* find_slot(std::string_view name) const {
    for (const Node& slot : slots)
      if (slot.given().value == name) return &slot;
    return nullptr;
  }
  bool has(std::string_view name) const { return find(name) != nullptr || find_slot(name) != nullptr; }
  /// Slot: the name of the attribute that it gives.
  const Attribute& given() const { return *find("name"); }
  /// Action, tag: `card` of `t:card`, and where it stands.
  std::string_view local_name() const { return std::string_view(text).substr(text.find(':') + 1); }
  Span local_name_span() const {
    return {name_span.file, name_span.end - static_cast<std::uint32_t>(local_name().size()), name_span.end};
  }
};

inline bool Attribute::is_text() const {
  return parts.empty() || (parts.size() == 1 && parts[0].kind == NodeKind::kText);
}
inline bool Attribute::is_one_expression() const { return parts.size() == 1 && parts[0].kind == NodeKind::kExpression; }

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_AST_NODE_H_
