#ifndef QUIRE_COMPILER_LEX_TOKEN_H_
#define QUIRE_COMPILER_LEX_TOKEN_H_

#include "compiler/lex/cpp_scanner.h"
#include "compiler/source/source_file.h"

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace quire::compiler {

enum class TokenKind : unsigned char {
#define QUIRE_TOKEN(name, dump_name) k##name,
#include "compiler/lex/token_kind.def"
};

/// Bytes of a file that stand for other text: the backslash of `\$` for none,
/// `&lt;` for `<`.
struct Escape {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string text = {};

  friend bool operator==(const Escape&, const Escape&) = default;
};

/// A stretch of page text: an element, or the literal text between two.
struct Token {
  TokenKind kind;
  /// With the delimiters.
  Span span;
  /// What stands between the delimiters; of literal text, all of it.
  Span inner;
  /// Where in `inner` the file says its text or code in other bytes, in order:
  /// `\$`, `\#`, `<\%`, `%\>`.
  RareVector<Escape> escapes = {};
  /// Of elements that hold C++: what the scanner saw.
  CppCode code = {};
};

/// A file's tokens, in order and without gaps.
struct TokenBuffer {
  FileId file = 0;
  /// Whether `${…}` is an expression: not where `isELIgnored="true"` holds.
  bool el_enabled = true;
  /// Those that the file's taglib directives declare.
  std::set<std::string> declared_prefixes = {};
  /// What looks like tags of libraries that nothing has declared, the first
  /// name of each prefix: they are text.
  std::map<std::string, Span, std::less<>> unknown_prefixes = {};
  std::vector<Token> tokens = {};
};

/// What the bytes of `span` mean; `escapes` are those within it.
std::string unescaped(Span span, const RareVector<Escape>& escapes, const SourceSet& sources);
inline std::string unescaped(const Token& token, const SourceSet& sources) {
  return unescaped(token.inner, token.escapes, sources);
}

/// Escapes that drop the bytes at `offsets`, one each.
RareVector<Escape> dropped_bytes(const RareVector<std::uint32_t>& offsets);

/// The text in double quotes on one line, special characters escaped.
std::string quote_for_dump(std::string_view text);

/// A line per token, for golden tests: `expression 1:5-1:14 "user.name"`.
std::string dump(const TokenBuffer& buffer, const SourceSet& sources);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_TOKEN_H_
