#ifndef QUIRE_COMPILER_PARSE_VALUE_PARSER_H_
#define QUIRE_COMPILER_PARSE_VALUE_PARSER_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/lex/decoded_text.h"
#include "compiler/lex/token.h"

#include <vector>

namespace quire::compiler {

/// Parses the value of an action's attribute, between the quotes, into text, `<%= … %>`
/// and the expressions of `el`. Escapes are those of Jakarta Server Pages 1.6; `\$` and `\#`
/// are escapes only if `${…}` is an expression. Code is unescaped as well: `"<%= f(\"x\") %>"`.
std::vector<Node> parse_value(Span value, ElSyntax el, const SourceSet& sources, Sink& sink);

/// The same for a value that has already been decoded, as in XML.
std::vector<Node> parse_value(const DecodedText& value, ElSyntax el, const SourceSet& sources, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_VALUE_PARSER_H_
