#ifndef QUIRE_COMPILER_PARSE_PAGE_PARSER_H_
#define QUIRE_COMPILER_PARSE_PAGE_PARSER_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/lex/token.h"

namespace quire::compiler {

/// Builds a page from the tokens of a file. Comments are dropped; unknown directives, and
/// unknown attributes of directives, are reported and left out.
Page parse(TokenBuffer tokens, const SourceSet& sources, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_PAGE_PARSER_H_
