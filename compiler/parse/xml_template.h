#ifndef QUIRE_COMPILER_PARSE_XML_TEMPLATE_H_
#define QUIRE_COMPILER_PARSE_XML_TEMPLATE_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/lex/decoded_text.h"
#include "compiler/lex/xml_scanner.h"
#include "compiler/parse/xml_namespaces.h"

#include <vector>

namespace quire::compiler {

/// The parts of an action's attribute value: a single `%= … %`, or text with `${…}`.
std::vector<Node> parse_xml_value(Span value, ElSyntax el, const SourceSet& sources, Sink& sink);

/// Adds the template text of a document to a list of nodes: as in the file, including
/// references, so that well-formed input gives well-formed output; only the content of
/// CDATA sections. `${…}` in text and attributes, and attribute values `%= … %`, become expressions.
class XmlTemplate {
 public:
  XmlTemplate(ElSyntax el, const SourceSet& sources, Sink& sink) : el_(el), sources_(sources), sink_(sink) {}

  /// Adds the text unchanged.
  void verbatim(Span text, std::vector<Node>& nodes) const;
  /// The text between two tags, or of a CDATA section.
  void text(const XmlToken& token, std::vector<Node>& nodes) const;
  /// An opening tag, without the namespace declarations that are only for the page.
  void tag(const XmlToken& token, const XmlNamespaces& namespaces, std::vector<Node>& nodes) const;

 private:
  void attribute_value(Span value, std::vector<Node>& nodes) const;
  void with_el(const DecodedText& text, Span all, std::vector<Node>& nodes) const;
  void el(const DecodedText& text, std::size_t begin, std::size_t end, std::vector<Node>& nodes) const;

  ElSyntax el_;
  const SourceSet& sources_;
  Sink& sink_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_XML_TEMPLATE_H_
