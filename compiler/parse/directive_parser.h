#ifndef QUIRE_COMPILER_PARSE_DIRECTIVE_PARSER_H_
#define QUIRE_COMPILER_PARSE_DIRECTIVE_PARSER_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/lex/token.h"

#include <optional>
#include <string_view>

namespace quire::compiler {

/// Parses `<%@ name attr="…" %>` and reports syntax errors, unknown names and repeated
/// names. Values are checked later. Returns nullopt if there is no such directive.
std::optional<Node> parse_directive(const Token& token, const SourceSet& sources, Sink& sink);

/// Whether there is a directive with that name; if not, reports it.
bool accept_directive(Span name_span, std::string_view name, Sink& sink);

/// Adds an attribute to a directive, or reports that it is unknown or repeated.
void add_directive_attribute(Node& directive, Attribute attribute, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_DIRECTIVE_PARSER_H_
