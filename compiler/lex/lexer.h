#ifndef QUIRE_COMPILER_LEX_LEXER_H_
#define QUIRE_COMPILER_LEX_LEXER_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/lex/token.h"

namespace quire::compiler {

/// Splits a file into literal text and elements. A leading byte order mark is no part of the text. Tags of
/// a library are actions only after the `taglib` directive that declares their
/// prefix. `isELIgnored="true"` anywhere in the file turns `${…}` into text in
/// all of it, and so does `el_enabled` = false, for files included by such.
///
/// After a mistake it goes on at the next element. Linear in time and memory.
TokenBuffer lex(FileId file, const SourceSet& sources, Sink& sink, bool el_enabled = true);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_LEXER_H_
