#ifndef QUIRE_COMPILER_LEX_LEXER_H_
#define QUIRE_COMPILER_LEX_LEXER_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/lex/token.h"

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace quire::compiler {

/// What a file inherits from the page that includes it.
struct LexOptions {
  /// A directive anywhere in the file can turn these off throughout the file.
  ElSyntax el = {};
  /// Prefixes of tag libraries declared in other files. For other prefixes, tags are
  /// actions only after the taglib directive that declares them.
  std::set<std::string> prefixes = {};
  /// Which other prefixes may be those of a tag library: their tags are actions if they are complete.
  std::function<bool(std::string_view prefix)> may_be_library = {};
};

/// Splits a file into literal text and elements. A leading byte order mark is not part of
/// the text. After an error it continues with the next element. Linear in time and memory.
TokenBuffer lex(FileId file, const SourceSet& sources, Sink& sink, const LexOptions& options = {});

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_LEXER_H_
