#include "compiler/parse/xml_directive.h"

#include "compiler/lex/xml_reference.h"
#include "compiler/parse/directive_parser.h"
#include "compiler/parse/xml_namespaces.h"

#include <string>
#include <utility>

namespace quire::compiler {

std::vector<Attribute> plain_attributes(const XmlToken& token, const SourceSet& sources) {
  std::vector<Attribute> attributes;
  for (const XmlAttribute& attribute : token.attributes) {
    const std::string_view name = sources.text(attribute.name);
    if (XmlNamespaces::is_declaration(name)) continue;
    attributes.push_back({attribute.name,
                          attribute.value,
                          std::string(name),
                          decode_references(attribute.value, sources).text(),
                          std::string(sources.text(attribute.value)),
                          {}});
  }
  return attributes;
}

std::optional<Node> parse_xml_directive(const XmlToken& token, std::string_view name, const SourceSet& sources,
                                        Sink& sink) {
  Span name_span = token.name;
  name_span.begin = name_span.end - static_cast<std::uint32_t>(name.size());
  if (!accept_directive(name_span, name, sink)) return std::nullopt;
  Node node{NodeKind::kDirective, token.span, token.inner, std::string(name)};
  node.name_span = name_span;
  for (Attribute& attribute : plain_attributes(token, sources))
    add_directive_attribute(node, std::move(attribute), sink);
  return node;
}

}  // namespace quire::compiler
