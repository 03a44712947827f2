#ifndef QUIRE_COMPILER_EL_PARSER_H_
#define QUIRE_COMPILER_EL_PARSER_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/el/expression.h"
#include "compiler/lex/rare_vector.h"
#include "compiler/lex/token.h"

#include <string_view>

namespace quire::compiler {

/// Parses the text between `${` and `}` (Expression Language 6.1, 2). Returns one expression,
/// or none after the first mistake, which is reported where it is.
///
/// `text` is the decoded text of `inner`, `escapes` are its escapes; `element` is the whole
/// `${…}`. As in Jakarta Server Pages, `p:f(…)` is always a function, even in `a ? p:f(…)`.
/// Beyond the specification, `a::b` and `a::f()` are names of C++, and reserved words may
/// follow a dot. An expression may have 32,768 bytes, and a tree that is 200 levels deep,
/// 100 of them by brackets, unary operators, or `?`.
RareVector<ElNode> parse_el(std::string_view text, Span inner, const RareVector<Escape>& escapes, Span element,
                            Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EL_PARSER_H_
