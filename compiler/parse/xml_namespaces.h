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

/// What elements with a prefix are.
enum class XmlVocabulary : unsigned char {
  kTemplate,  // text of the page
  kStandard,  // standard actions
  kTags,      // tags of a library
  kUndeclared,
};

/// Which prefixes stand for what, in the elements around a place (Namespaces
/// in XML; Jakarta Server Pages 4.0, 6.2.2). `page:` and `jsp:` are standard
/// actions unless a document says otherwise.
class XmlNamespaces {
 public:
  /// `prefixes` are those of tag libraries that other files declare.
  explicit XmlNamespaces(const std::set<std::string>& prefixes) : prefixes_(prefixes) {}

  /// Whether the attribute is `xmlns` or `xmlns:…`.
  static bool is_declaration(std::string_view attribute);

  /// Takes `xmlns="…"` or `xmlns:p="…"` of an element that opens. Gives back
  /// the taglib directive that it stands for, if it declares a library that
  /// is not declared yet.
  std::optional<Node> declare(const XmlAttribute& attribute, const SourceSet& sources, Sink& sink);
  /// Whether the declaration is for the page and no text of it: its
  /// vocabulary is not that of the template.
  bool is_of_page(std::string_view attribute) const;
  /// A taglib directive that holds from here on.
  void add_library(std::string_view prefix) { prefixes_.emplace(prefix); }
  /// Ends the declarations of an element that closes.
  void leave(const std::vector<std::string>& prefixes);

  XmlVocabulary vocabulary(std::string_view prefix) const;

 private:
  std::set<std::string> prefixes_;
  // What each prefix stands for, the innermost element's last.
  std::unordered_map<std::string, std::vector<XmlVocabulary>> declared_;
  // Prefix and namespace name of the libraries that were given as directives.
  std::set<std::pair<std::string, std::string>> libraries_;
};

/// `p` of `p:name`, empty where there is none; of an attribute `xmlns:p`, `p`.
std::string_view xml_prefix(std::string_view name);
std::string_view xml_local_name(std::string_view name);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_XML_NAMESPACES_H_
