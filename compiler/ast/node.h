#ifndef QUIRE_COMPILER_AST_NODE_H_
#define QUIRE_COMPILER_AST_NODE_H_

#include "compiler/ast/action_kind.h"
#include "compiler/ast/standard_tag.h"
#include "compiler/el/expression.h"
#include "compiler/html/value_place.h"
#include "compiler/lex/cpp_scanner.h"
#include "compiler/lex/rare_vector.h"
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
  /// Without escapes; for an action, only the text.
  std::string value;
  /// With escapes, exactly as in the file.
  std::string raw_value;
  /// For an action: texts, expressions and `${…}`. A value that is a single expression keeps its type.
  std::vector<Node> parts;

  bool is_text() const;
  bool is_one_expression() const;
  /// Whether the value is `${…}` and nothing else.
  bool is_one_el() const;
  /// One `<%= … %>` or `${…}`, whose value keeps its type.
  bool is_one_value() const;
};

/// A part of a page or of an attribute value. Which members are used depends on the kind.
struct Node {
  NodeKind kind;
  /// Including the delimiters.
  Span span;
  /// Between the delimiters.
  Span inner;
  /// Text: the output. Directive or action: its name, such as `page:include`; `jsp:` is
  /// changed to `page:`.
  std::string text = {};
  /// Directive or action.
  std::vector<Attribute> attributes = {};
  /// Expression, scriptlet or declaration.
  CppCode code = {};
  /// Escapes in the code.
  RareVector<Escape> escapes = {};
  /// Only for `${…}`: its expression, or nothing if it could not be parsed.
  RareVector<ElNode> el = {};
  /// A printed value, or a C++ tag: where it is printed, if not in HTML text; found by `check/places.cpp`.
  RareVector<ValuePlace> place = {};
  /// Text: where ` nonce="…"` is inserted if the page's group says so; see `check/nonces.cpp`.
  RareVector<std::uint32_t> nonces = {};
  /// Only for `${…}`: whether it is in a script element, where JavaScript may mean it.
  bool in_script = false;
  /// Action: the position of its name in the opening tag, of the closing tag, and the
  /// content between the tags.
  Span name_span = {};
  Span close_span = {};
  std::vector<Node> children = {};
  /// Action: the `<page:attribute>` elements in it that contain more than text.
  RareVector<Node> slots = {};
  /// Action: false if it is written as `<p:name/>`.
  bool has_body = false;
  ActionKind action = ActionKind::kNone;
  /// Only for a tag of a standard library.
  StandardTag standard = StandardTag::kNone;
  /// Tag: index of its library in the page, and of its tag file in `tag_files`.
  std::uint32_t library = 0;
  std::uint32_t tag_file = 0;

  const Attribute* find(std::string_view name) const {
    for (const Attribute& attribute : attributes)
      if (attribute.name == name) return &attribute;
    return nullptr;
  }
  /// The slot that sets the attribute with that name, or null.
  const Node* find_slot(std::string_view name) const {
    for (const Node& slot : slots)
      if (slot.given().value == name) return &slot;
    return nullptr;
  }
  bool has(std::string_view name) const { return find(name) != nullptr || find_slot(name) != nullptr; }
  /// Whether it is a standard tag that prints a value where it is.
  bool prints_value() const { return makes_value(standard) && !has("var"); }
  /// Slot: the name of the attribute that it sets.
  const Attribute& given() const { return *find("name"); }
  /// Action or tag: `card` of `t:card`, and its position.
  std::string_view local_name() const { return std::string_view(text).substr(text.find(':') + 1); }
  Span local_name_span() const {
    return {name_span.file, name_span.end - static_cast<std::uint32_t>(local_name().size()), name_span.end};
  }
};

inline bool Attribute::is_text() const {
  return parts.empty() || (parts.size() == 1 && parts[0].kind == NodeKind::kText);
}
inline bool Attribute::is_one_el() const { return parts.size() == 1 && parts[0].kind == NodeKind::kEl; }
inline bool Attribute::is_one_expression() const { return parts.size() == 1 && parts[0].kind == NodeKind::kExpression; }
inline bool Attribute::is_one_value() const { return parts.size() == 1 && parts[0].kind != NodeKind::kText; }

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_AST_NODE_H_
