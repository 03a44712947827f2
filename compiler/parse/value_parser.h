#ifndef QUIRE_COMPILER_PARSE_VALUE_PARSER_H_
#define QUIRE_COMPILER_PARSE_VALUE_PARSER_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/lex/decoded_text.h"

#include <vector>

namespace quire::compiler {

/// Parses the value of an action's attribute, between the quotes, into text, `<%= … %>`
/// and, if `el_enabled`, `${…}` and `#{…}`. Escapes are those of Jakarta Server Pages 1.6;
/// `\$` and `\#` are escapes only if `el_enabled`. Code is unescaped as well: `"<%= f(\"x\") %>"`.
std::vector<Node> parse_value(Span value, bool el_enabled, const SourceSet& sources, Sink& sink);

/// The same for a value that has already been decoded, as in XML.
std::vector<Node> parse_value(const DecodedText& value, bool el_enabled, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_VALUE_PARSER_H_
