#ifndef QUIRE_COMPILER_LEX_TOKEN_H_
#define QUIRE_COMPILER_LEX_TOKEN_H_

#include "compiler/lex/cpp_scanner.h"
#include "compiler/source/source_file.h"

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

enum class TokenKind : unsigned char {
#define QUIRE_TOKEN(name, dump_name) k##name,
#include "compiler/lex/token_kind.def"
};

/// Bytes of a file that stand for other text: the backslash of `\$` for nothing, `&lt;` for `<`.
struct Escape {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string text = {};

  friend bool operator==(const Escape&, const Escape&) = default;
};

/// A stretch of page text: an element, or the literal text between two elements.
struct Token {
  TokenKind kind;
  /// Including the delimiters.
  Span span;
  /// Between the delimiters; for literal text, all of it.
  Span inner;
  /// Bytes of `inner` that stand for other text or code, in order: `\$`, `\#`, `<\%`, `%\>`.
  RareVector<Escape> escapes = {};
  /// For elements that contain C++: what the scanner found.
  CppCode code = {};
};

/// Which of `${…}` and `#{…}` are expressions; the others are text.
struct ElSyntax {
  bool dollar = true;
  bool hash = true;

  /// Applies an attribute of a page or tag directive that turns off one or both (Jakarta
  /// Server Pages 1.10.1); ignores other attributes.
  void read_setting(std::string_view name, std::string_view value) {
    if (name == "isELIgnored" && value == "true") dollar = hash = false;
    if (name == "deferredSyntaxAllowedAsLiteral" && value == "true") hash = false;
  }
  auto operator<=>(const ElSyntax&) const = default;
};

/// A file's tokens, in order and without gaps.
struct TokenBuffer {
  FileId file = 0;
  ElSyntax el = {};
  /// Prefixes declared by taglib directives in the file.
  std::set<std::string> declared_prefixes = {};
  /// What looks like a tag with an undeclared prefix, and is therefore text: the first name for each prefix.
  std::map<std::string, Span, std::less<>> unknown_prefixes = {};
  std::vector<Token> tokens = {};
};

/// The text that the bytes of `span` stand for; `escapes` are those within it.
std::string unescaped(Span span, const RareVector<Escape>& escapes, const SourceSet& sources);
inline std::string unescaped(const Token& token, const SourceSet& sources) {
  return unescaped(token.inner, token.escapes, sources);
}

/// Escapes that drop one byte at each of `offsets`.
RareVector<Escape> dropped_bytes(const RareVector<std::uint32_t>& offsets);

/// The text in double quotes on one line, with special characters escaped.
std::string quote_for_dump(std::string_view text);

/// One line per token, for golden tests: `expression 1:5-1:14 "user.name"`.
std::string dump(const TokenBuffer& buffer, const SourceSet& sources);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_TOKEN_H_
