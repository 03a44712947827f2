#include "compiler/parse/xml_element.h"

#include "compiler/lex/decoded_text.h"
#include "compiler/lex/source_problems.h"
#include "compiler/lex/xml_name.h"
#include "compiler/lex/xml_reference.h"
#include "compiler/parse/tag_parser.h"
#include "compiler/parse/xml_namespaces.h"

#include <algorithm>
#include <string>
#include <utility>

namespace quire::compiler {

Node parse_xml_code(NodeKind kind, Span all, std::uint32_t begin, std::vector<const XmlToken*> texts,
                    const SourceSet& sources, Sink& sink) {
  Node node{kind, all, {all.file, begin, begin}};
  const auto is_blank = [&](const XmlToken* token) { return is_xml_blank(sources.text(token->inner)); };
  while (!texts.empty() && is_blank(texts.back())) texts.pop_back();
  texts.erase(texts.begin(), std::ranges::find_if_not(texts, is_blank));
  if (texts.empty()) return node;
  node.inner = {all.file, texts.front()->inner.begin, texts.back()->inner.end};
  DecodedText decoded(node.inner);
  std::uint32_t at = node.inner.begin;
  for (const XmlToken* token : texts) {
    // Delimiters of CDATA sections, and comments, are not part of the code.
    if (token->inner.begin > at) decoded.append_escape(token->inner.begin - at, "");
    if (token->kind == XmlTokenKind::kCdata) decoded.append(sources.text(token->inner));
    else append_decoded(decoded, token->inner, sources);
    at = token->inner.end;
  }
  CppScanner scanner(decoded.text(), CppScanner::Until::kEndOfText);
  node.code = decoded.to_source(scanner.scan(0));
  node.escapes = decoded.escapes_within(node.inner);
  report_literals(node.code, all.file, sources, sink);
  return node;
}

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
