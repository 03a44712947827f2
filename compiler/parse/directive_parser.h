#ifndef QUIRE_COMPILER_PARSE_DIRECTIVE_PARSER_H_
#define QUIRE_COMPILER_PARSE_DIRECTIVE_PARSER_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/lex/token.h"

#include <optional>
#include <string_view>

namespace quire::compiler {

/// Reads `<%@ name attr="…" %>` and reports what is wrong with its form:
/// quotes, blanks, unknown and repeated names. Values are left to `check`.
/// Nothing when there is no such directive.
std::optional<Node> parse_directive(const Token& token, const SourceSet& sources, Sink& sink);

/// Whether there is a directive of that name; reports it otherwise.
bool accept_directive(Span name_span, std::string_view name, Sink& sink);

/// Adds an attribute to a directive, or reports that it has none of that name,
/// or has it already.
void add_directive_attribute(Node& directive, Attribute attribute, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_DIRECTIVE_PARSER_H_
