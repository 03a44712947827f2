#ifndef QUIRE_COMPILER_AST_NODE_H_
#define QUIRE_COMPILER_AST_NODE_H_

#include "compiler/ast/action_kind.h"
#include "compiler/ast/settings.h"
#include "compiler/source/source_file.h"

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

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
};

/// A page or tag file with all that it includes, as the parser reads it;
/// `check` fills what its directives say. Neighbouring texts are not merged.
struct Page {
  FileId file = 0;
  bool el_enabled = true;
  /// Written in XML: its output is XML too, unless it says otherwise.
  bool is_xml = false;
  /// Prefixes of tag libraries that the file itself declares.
  std::set<std::string> declared_prefixes = {};
  /// Names that begin with a prefix which no directive before them declares,
  /// the first of each.
  std::map<std::string, Span, std::less<>> unknown_prefixes = {};
  std::vector<Node> nodes = {};
  PageSettings settings = {};
  std::vector<TagLibrary> libraries = {};
  /// Of a tag file.
  TagSettings tag = {};
  bool is_tag_file = false;
  /// Of the page itself: the tag files that it uses, and those that they use.
  std::vector<Page> tag_files = {};
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_AST_NODE_H_
