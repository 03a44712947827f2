#ifndef QUIRE_COMPILER_PARSE_DIRECTIVE_PARSER_H_
#define QUIRE_COMPILER_PARSE_DIRECTIVE_PARSER_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/lex/token.h"

#include <optional>
#include <string>
#include <string_view>

namespace quire::compiler {

/// Reads `<%@ name attr="…" %>` and reports what is wrong with its form:
/// quotes, blanks, unknown and repeated names. Values are left to `check`.
/// Nothing when there is no such directive.
std::optional<Node> parse_directive(const Token& token, const SourceSet& sources, Sink& sink);

/// An attribute's value as meant: `\'` `\"` `\\` `\$` `\#` `&apos;` `&quot;`
/// `<\%` `%\>` stand for what they escape.
std::string unescape_attribute(std::string_view value);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_DIRECTIVE_PARSER_H_
