#ifndef QUIRE_COMPILER_LEX_CPP_SCANNER_H_
#define QUIRE_COMPILER_LEX_CPP_SCANNER_H_

#include "compiler/lex/rare_vector.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace quire::compiler {

/// What the scanner found at one place in embedded C++.
enum class CppFindingKind : unsigned char {
  kCloseBrace,   // closes a brace that was opened before this code
  kOpenBrace,    // is not closed in this code
  kStrayCloser,  // a `)` or `]` without an opener
  kUnclosed,     // a `(` or `[` without a closer
  kUnterminatedString,
  kUnterminatedCharacter,
  kUnterminatedRawString,
  kUnterminatedComment,
  kPreprocessorInclude,
};

struct CppFinding {
  CppFindingKind kind;
  std::uint32_t begin;
  std::uint32_t end;
};

/// A piece of embedded C++, and what can be known about it without parsing it.
struct CppCode {
  enum class End : unsigned char { kClosed, kNextElement, kEndOfFile };

  /// Where the code ends: at `%>`, at a `<%` that cannot be C++, or at the end of the file.
  std::uint32_t end = 0;
  End ended_by = End::kClosed;
  /// In source order, except that brackets left open come last.
  RareVector<CppFinding> findings = {};
  /// The offsets of the backslashes in `%\>`.
  RareVector<std::uint32_t> escapes = {};
  /// The first and last token outside comments and preprocessor lines; empty ranges if there are none.
  std::uint32_t first_begin = 0;
  std::uint32_t first_end = 0;
  std::uint32_t last_begin = 0;
  std::uint32_t last_end = 0;
  /// The last byte of the last token, or NUL.
  char last = '\0';
  bool has_preprocessor = false;
  /// There is an `#if` or `#else`: both branches may contain braces, so none are counted.
  bool has_conditionals = false;
  /// A literal or the element itself is not terminated, so the brackets are meaningless.
  bool is_damaged = false;

  /// Only white space and comments.
  bool is_blank() const { return last == '\0' && !has_preprocessor; }
  /// The next statement belongs to this code, as after `if (x)`, `else` or `return 1`.
  bool leaves_statement_open() const {
    return last != '\0' && last != ';' && last != '{' && last != '}' && last != ':';
  }
};

enum class CppTokenKind : unsigned char {
  kWord,
  kNumber,
  /// With its prefix, such as `u8R`, but without the suffix of a user-defined literal.
  kString,
  kCharacter,
  /// A single byte.
  kPunctuation,
  // Preprocessor lines; other lines have no tokens. The token is the line's `#` and name.
  kIf,      // `#if`, `#ifdef`, `#ifndef`
  kElseIf,  // `#elif` and the like
  kElse,
  kEndIf,
};

/// A token of embedded C++.
struct CppToken {
  CppTokenKind kind;
  std::uint32_t begin;
  std::uint32_t end;
};

/// Finds where embedded C++ ends, at a `%>` outside literals and `/* */` comments, and
/// records its brackets on the way.
///
///     CppScanner scanner("<% auto s = R\"(%>)\"; %> text");
///     scanner.scan(2).end;  // 22, the last `%>`
///
/// A `//` comment also ends at `%>`, because page authors write `<% } // end %>`. An
/// unterminated literal is recorded, and the code ends at the next `%>`. In text that `#if`
/// may skip, a lone quote is neither: as for compilers, the rest of its line is one token.
/// One scanner serves
/// a whole file: all calls together take time linear in its size if each starts where the
/// previous one ended. Keeps a view of the text. Not thread-safe.
class CppScanner {
 public:
  /// Where the code ends. In XML all text of an element is code, and `%>` and `%\>` have no meaning.
  enum class Until : unsigned char { kDelimiter, kEndOfText };

  explicit CppScanner(std::string_view text, Until until = Until::kDelimiter)
      : text_(text), delimited_(until == Until::kDelimiter) {}

  CppCode scan(std::uint32_t begin);

  /// Later scans append their tokens to `tokens`, which must live that long: those outside comments,
  /// preprocessor lines and the text that `#if 0` skips. Null ends this.
  void record_tokens(std::vector<CppToken>* tokens) { tokens_ = tokens; }

 private:
  /// The position of the last `*/` and, for each delimiter, of the last end of a raw
  /// string, so that a search that must fail is never made.
  struct Terminators {
    bool known = false;
    std::size_t comment = std::string_view::npos;
    std::unordered_map<std::string_view, std::size_t> raw_strings = {};
  };

  char peek(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }
  const Terminators& terminators();
  bool is_closer(std::size_t at) const { return delimited_ && text_[at] == '%' && peek(at + 1) == '>'; }
  bool is_escaped_closer(std::size_t at) const {
    return delimited_ && text_[at] == '%' && peek(at + 1) == '\\' && peek(at + 2) == '>';
  }
  bool at_end_of_element();
  void step();
  void token(std::size_t size, CppTokenKind kind);
  void record(CppTokenKind kind, std::size_t begin, std::size_t end);
  void bracket(char c);
  void close_bracket(char closer);
  void close_brace();
  void word();
  void number();
  void quoted(char quote);
  void raw_string();
  void line_comment();
  void block_comment();
  void preprocessor();
  void condition(std::string_view directive, std::size_t value);
  bool is_skipped() const { return skipped_ > 0; }
  void unterminated(CppFindingKind kind, std::size_t begin, std::size_t size);
  void finish();

  std::string_view text_;
  bool delimited_;
  Terminators terminators_;
  std::vector<CppToken>* tokens_ = nullptr;
  std::size_t failed_until_ = 0;
  // State of the current scan.
  std::size_t at_ = 0;
  bool done_ = false;
  bool line_start_ = true;
  bool in_directive_ = false;
  // For each `#if` around the current place: whether it is `#if 0`, whose text is skipped.
  std::vector<bool> conditions_;
  std::size_t skipped_ = 0;
  std::vector<std::uint32_t> open_;
  CppCode code_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_CPP_SCANNER_H_
