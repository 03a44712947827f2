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

/// `name="value"` of a directive.
struct Attribute {
  Span name_span;
  /// Between the quotes.
  Span value_span;
  std::string name;
  /// Without escapes.
  std::string value;
  /// With escapes, byte for byte as in the file.
  std::string raw_value;
};

/// A part of a page. Which members mean something depends on the kind.
struct Node {
  NodeKind kind;
  /// With delimiters.
  Span span;
  /// Between the delimiters.
  Span inner;
  /// Text: what is to be written. Directive, action: its name.
  std::string text = {};
  /// Directive.
  std::vector<Attribute> attributes = {};
  /// Expressions, scriptlet, declaration.
  CppCode code = {};
  /// Of the code: where the file writes it in other bytes.
  std::vector<Escape> escapes = {};

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
  std::vector<Node> nodes;
  PageSettings settings = {};
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_AST_NODE_H_
