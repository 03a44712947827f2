#ifndef QUIRE_COMPILER_PARSE_TAG_PARSER_H_
#define QUIRE_COMPILER_PARSE_TAG_PARSER_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/lex/token.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// Parses `<%@ name attr="…" %>` and reports syntax errors, unknown names and repeated
/// names. Values are checked later. Returns nullopt if there is no such directive.
std::optional<Node> parse_directive(const Token& token, const SourceSet& sources, Sink& sink);

/// Whether there is a directive with that name; if not, reports it.
bool accept_directive(Span name_span, std::string_view name, Sink& sink);

/// Adds an attribute to a directive, or reports that it is unknown or repeated.
void add_directive_attribute(Node& directive, Attribute attribute, Sink& sink);

/// Parses `<p:name a="…">` or `<p:name a="…"/>`, without what follows, and reports syntax
/// errors. Whether the action and its attributes exist is checked later.
Node parse_action(const Token& token, ElSyntax el, const SourceSet& sources, Sink& sink);

/// An attribute of an action, given the parts of its value.
Attribute action_attribute(Span name, Span value, std::vector<Node> parts, const SourceSet& sources);

/// The name of an action in the tree: `page:include` for `jsp:include`.
std::string action_name(std::string_view written);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_TAG_PARSER_H_
