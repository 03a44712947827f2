#ifndef QUIRE_COMPILER_PARSE_ATTRIBUTE_PARSER_H_
#define QUIRE_COMPILER_PARSE_ATTRIBUTE_PARSER_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/lex/attribute_scanner.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace quire::compiler {

/// Reports what keeps a tag's text from being attributes.
void report_attribute_problem(const AttributeProblem& problem, const SourceSet& sources, Sink& sink);

/// Reports an unknown name, with the near one as a fix.
void report_unknown_name(DiagnosticKind kind, Span span, std::string message, std::string_view near, Sink& sink);

/// An action has no more, those in `<page:attribute>` counted: whoever looks for
/// one looks through all.
inline constexpr std::size_t kMaxAttributes = 256;

/// Whether an action has as many attributes as it may; reports the next one.
bool is_full(std::size_t attributes, Span name_span, Sink& sink);

/// Whether the node has an attribute of that name already; reports it.
bool is_given_twice(const Node& node, Span name_span, std::string_view name, Sink& sink);

/// A directive's attribute value without its escapes: `\'` `\"` `\\` `\$` `\#` `<\%`
/// `%\>` `&apos;` `&quot;`.
std::string unescape_attribute(std::string_view value);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_ATTRIBUTE_PARSER_H_
