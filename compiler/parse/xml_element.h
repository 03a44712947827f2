#ifndef QUIRE_COMPILER_PARSE_XML_ELEMENT_H_
#define QUIRE_COMPILER_PARSE_XML_ELEMENT_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/lex/xml_scanner.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// A scriptlet, expression or declaration from an element at `all` whose content begins at
/// `begin`. The code is the decoded content of all texts and CDATA sections in it; `%>` does not end it.
Node parse_xml_code(NodeKind kind, Span all, std::uint32_t begin, std::vector<const XmlToken*> texts,
                    const SourceSet& sources, Sink& sink);

/// An element's attributes, without namespace declarations, as plain text.
std::vector<Attribute> plain_attributes(const XmlToken& token, const SourceSet& sources);

/// Parses `<page:directive.name attr="…"/>`, as `parse_directive` does for `<%@ name attr="…" %>`.
std::optional<Node> parse_xml_directive(const XmlToken& token, std::string_view name, const SourceSet& sources,
                                        Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_XML_ELEMENT_H_
