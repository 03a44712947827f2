#ifndef QUIRE_COMPILER_AST_NODE_H_
#define QUIRE_COMPILER_AST_NODE_H_

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

/// A piece of an action's attribute value: text, an expression or `${…}`.
struct ValuePart {
  NodeKind kind = NodeKind::kText;
  /// With delimiters.
  Span span;
  /// Between them.
  Span inner;
  /// Text, and the code of `${…}`: without escapes.
  std::string text = {};
  /// Expression.
  CppCode code = {};
  std::vector<Escape> escapes = {};
};

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
  /// Of an action. A value that is one expression keeps its type.
  std::vector<ValuePart> parts = {};

  bool is_text() const { return parts.empty() || (parts.size() == 1 && parts[0].kind == NodeKind::kText); }
};

/// A part of a page. Which members mean something depends on the kind.
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
  std::vector<Escape> escapes = {};
  /// Action: where its name stands in the tag that opens it, the tag that
  /// closes it, and what stands between.
  Span name_span = {};
  Span close_span = {};
  std::vector<Node> children = {};
  /// Action: not written as `<p:name/>`.
  bool has_body = false;

  const Attribute* find(std::string_view name) const {
    for (const Attribute& attribute : attributes)
      if (attribute.name == name) return &attribute;
    return nullptr;
  }
};

/// A header that a page imports.
struct Import {
  /// The header's name, without brackets or quotes.
  Span span;
  std::string name;
  bool angled = false;
};

/// What the page directives of a page say together.
struct PageSettings {
  std::vector<Import> imports;
  std::string content_type = "text/html;charset=UTF-8";
  bool has_session = true;
};

/// A page, as the parser reads it; `check` splices includes and fills the
/// settings. Neighbouring texts are not merged.
struct Page {
  FileId file = 0;
  bool el_enabled = true;
  /// Prefixes of tag libraries that the file itself declares.
  std::set<std::string> declared_prefixes = {};
  std::vector<Node> nodes = {};
  PageSettings settings = {};
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_AST_NODE_H_
