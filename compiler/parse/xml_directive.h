#ifndef QUIRE_COMPILER_PARSE_XML_DIRECTIVE_H_
#define QUIRE_COMPILER_PARSE_XML_DIRECTIVE_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/lex/xml_scanner.h"

#include <optional>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// An element's attributes, without namespace declarations, as plain text.
std::vector<Attribute> plain_attributes(const XmlToken& token, const SourceSet& sources);

/// Parses `<page:directive.name attr="…"/>`, as `parse_directive` does for `<%@ name attr="…" %>`.
std::optional<Node> parse_xml_directive(const XmlToken& token, std::string_view name, const SourceSet& sources,
                                        Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_XML_DIRECTIVE_H_
