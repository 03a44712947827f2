#ifndef QUIRE_COMPILER_EL_LEXER_H_
#define QUIRE_COMPILER_EL_LEXER_H_

#include <cstddef>
#include <string_view>

namespace quire::compiler {

enum class ElTokenKind : unsigned char {
  kEnd,
  kName,
  kTrue,
  kFalse,
  kNull,
  kInteger,
  kDouble,
  kString,
  kDot,
  kComma,
  kColon,
  kScope,
  kSemicolon,
  kArrow,
  kAssign,
  kQuestion,
  kElvis,
  kCoalesce,
  kLeftParen,
  kRightParen,
  kLeftBracket,
  kRightBracket,
  kLeftBrace,
  kRightBrace,
  kNot,
  kEmpty,
  kPlus,
  kMinus,
  kMultiply,
  kDivide,
  kModulo,
  kConcat,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kAnd,
  kOr,
  /// Reserved, without a meaning.
  kInstanceof,
  /// A string without its closing quote.
  kOpenString,
  /// An operator of other languages, such as `===` or `&`.
  kForeign,
  /// A character that has no meaning.
  kUnknown,
};

/// A word or sign of an expression; the offsets are in its text.
struct ElToken {
  ElTokenKind kind = ElTokenKind::kEnd;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Splits the text of an expression into tokens (Expression Language 6.1, 2). Names are
/// those of Java: letters of any script, digits, `_` and `$`.
///
///     ElLexer lexer("a + 1");
///     lexer.next();  // kName, 0 to 1
///
/// Copying is cheap: to look ahead, read from a copy. Keeps a reference to the text.
class ElLexer {
 public:
  explicit ElLexer(std::string_view text, std::size_t begin = 0) : text_(text), at_(begin) {}

  /// The next token; `kEnd` again and again at the end of the text.
  ElToken next();

 private:
  ElToken token(ElTokenKind kind, std::size_t size);
  ElToken word();
  ElToken number();
  ElToken string();
  ElToken sign();
  char peek(std::size_t distance) const { return at_ + distance < text_.size() ? text_[at_ + distance] : '\0'; }

  std::string_view text_;
  std::size_t at_;
};

/// Whether a token is a word: a name, or a reserved word such as `empty`.
bool is_word(ElTokenKind kind, std::string_view text);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EL_LEXER_H_
