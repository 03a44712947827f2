#ifndef QUIRE_COMPILER_LEX_LEXER_H_
#define QUIRE_COMPILER_LEX_LEXER_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/lex/token.h"

#include <set>
#include <string>

namespace quire::compiler {

/// What a file inherits from the page that it is a part of.
struct LexOptions {
  /// Whether `${…}` is an expression; `isELIgnored="true"` anywhere in the file
  /// turns it into text in all of it, and `deferredSyntaxAllowedAsLiteral` does
  /// so with `#{…}` outside of attributes.
  bool el_enabled = true;
  /// Prefixes of tag libraries that are declared in other files. Tags of the
  /// others are actions only after the taglib directive that declares them.
  std::set<std::string> prefixes = {};
};

/// Splits a file into literal text and elements. A leading byte order mark is
/// no part of the text. After a mistake it goes on at the next element. Linear
/// in time and memory.
TokenBuffer lex(FileId file, const SourceSet& sources, Sink& sink, const LexOptions& options = {});

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_LEXER_H_
