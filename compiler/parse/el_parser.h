#ifndef QUIRE_COMPILER_PARSE_EL_PARSER_H_
#define QUIRE_COMPILER_PARSE_EL_PARSER_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/lex/token.h"

#include <string_view>

namespace quire::compiler {

/// Parses the text between `${` and `}`: literals and names joined by `+` (Expression
/// Language 6.1). Anything else is reported as not supported yet. `text` is the decoded
/// text of `inner`, `escapes` are its escapes; `element` is the whole `${…}`.
ElExpression parse_el(std::string_view text, Span inner, const RareVector<Escape>& escapes, Span element, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_EL_PARSER_H_
