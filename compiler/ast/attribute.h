#ifndef QUIRE_COMPILER_AST_ATTRIBUTE_H_
#define QUIRE_COMPILER_AST_ATTRIBUTE_H_

#include "compiler/ast/el.h"
#include "compiler/lex/cpp_scanner.h"
#include "compiler/lex/token.h"
#include "compiler/source/source_file.h"

#include <string>
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
  RareVector<Escape> escapes = {};
  /// Of `${…}`.
  ElExpression el = {};
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
  bool is_one_expression() const { return parts.size() == 1 && parts[0].kind == NodeKind::kExpression; }
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_AST_ATTRIBUTE_H_
