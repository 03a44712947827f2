#ifndef QUIRE_COMPILER_PARSE_XML_NAMESPACES_H_
#define QUIRE_COMPILER_PARSE_XML_NAMESPACES_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/lex/xml_scanner.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace quire::compiler {

/// What the elements with a prefix are.
enum class XmlVocabulary : unsigned char {
  kTemplate,  // text of the page
  kStandard,  // standard actions
  kTags,      // tags of a library
  kUndeclared,
};

/// The meaning of prefixes at a place in a document (Namespaces in XML; Jakarta Server
/// Pages 4.0, 6.2.2). `page:` and `jsp:` are standard actions unless a document redefines them.
class XmlNamespaces {
 public:
  /// `prefixes` are the prefixes of tag libraries declared in other files.
  explicit XmlNamespaces(const std::set<std::string>& prefixes) : prefixes_(prefixes) {}

  /// Whether the attribute is `xmlns` or `xmlns:…`.
  static bool is_declaration(std::string_view attribute);

  /// Handles `xmlns="…"` or `xmlns:p="…"` in an opening tag. Returns the equivalent taglib
  /// directive if it declares a library that has not been declared yet.
  std::optional<Node> declare(const XmlAttribute& attribute, const SourceSet& sources, Sink& sink);
  /// Whether the declaration is for the page rather than part of its output: its vocabulary
  /// is not that of the template.
  bool is_of_page(std::string_view attribute) const;
  /// Makes the prefix of a taglib directive known from here on.
  void add_library(std::string_view prefix) { prefixes_.emplace(prefix); }
  /// Removes the declarations of an element that is closed.
  void leave(const std::vector<std::string>& prefixes);

  XmlVocabulary vocabulary(std::string_view prefix) const;

 private:
  std::set<std::string> prefixes_;
  // The meanings of each prefix, that of the innermost element last.
  std::unordered_map<std::string, std::vector<XmlVocabulary>> declared_;
  // Prefix and namespace name of the libraries returned as directives.
  std::set<std::pair<std::string, std::string>> libraries_;
};

/// `p` of `p:name`, or empty; for an attribute `xmlns:p`, the local name is `p`.
std::string_view xml_prefix(std::string_view name);
std::string_view xml_local_name(std::string_view name);

/// Whether the `uri` of a taglib directive is that of a tag library that Quire knows, or looks like one.
bool is_known_library(std::string_view uri);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_XML_NAMESPACES_H_
