#ifndef QUIRE_COMPILER_PARSE_ATTRIBUTE_PARSER_H_
#define QUIRE_COMPILER_PARSE_ATTRIBUTE_PARSER_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/lex/attribute_scanner.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace quire::compiler {

/// Reports a syntax error in the attributes of a tag.
void report_attribute_problem(const AttributeProblem& problem, const SourceSet& sources, Sink& sink);

/// Reports an unknown name; a similar name, if any, is suggested and becomes a fix.
void report_unknown_name(DiagnosticKind kind, Span span, std::string message, std::string_view near, Sink& sink);

/// The maximum for an action, including `<page:attribute>` elements, because lookups are linear.
inline constexpr std::size_t kMaxAttributes = 256;

/// Whether an action has the maximum number of attributes; if so, reports the next one.
bool is_full(std::size_t attributes, Span name_span, Sink& sink);

/// Whether the node already has an attribute with that name; if so, reports it.
bool is_given_twice(const Node& node, Span name_span, std::string_view name, Sink& sink);

/// Decodes the escapes in the value of a directive's attribute: `\'` `\"` `\\` `\$` `\#`
/// `<\%` `%\>` `&apos;` `&quot;`.
std::string unescape_attribute(std::string_view value);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_ATTRIBUTE_PARSER_H_
