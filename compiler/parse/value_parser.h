#ifndef QUIRE_COMPILER_PARSE_VALUE_PARSER_H_
#define QUIRE_COMPILER_PARSE_VALUE_PARSER_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/lex/decoded_text.h"

#include <vector>

namespace quire::compiler {

/// An action's attribute value, between the quotes: text, `<%= … %>` and,
/// where `el_enabled`, `${…}` and `#{…}`, in their order. Escapes are those of
/// Jakarta Server Pages 1.6; `\$` and `\#` are some only where `el_enabled`.
/// Code is unescaped as well: `"<%= f(\"x\") %>"`.
std::vector<Node> parse_value(Span value, bool el_enabled, const SourceSet& sources, Sink& sink);

/// The same for a value whose bytes have been decoded, as those of XML are.
std::vector<Node> parse_value(const DecodedText& value, bool el_enabled, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_VALUE_PARSER_H_
