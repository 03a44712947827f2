#ifndef QUIRE_COMPILER_PARSE_PAGE_PARSER_H_
#define QUIRE_COMPILER_PARSE_PAGE_PARSER_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/lex/token.h"

namespace quire::compiler {

/// Makes a page of a file's tokens. Comments vanish; a directive that is
/// unknown is reported and left out, as is a wrong attribute of one that is.
Page parse(TokenBuffer tokens, const SourceSet& sources, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_PAGE_PARSER_H_
