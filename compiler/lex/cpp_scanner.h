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

/// What the scanner noticed at one place of embedded C++.
enum class CppFindingKind : unsigned char {
  kCloseBrace,   // closes a brace that was opened before this code
  kOpenBrace,    // is not closed in this code
  kStrayCloser,  // a `)` or `]` without its opener
  kUnclosed,     // a `(` or `[` without its closer
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

/// One piece of embedded C++, as far as it can be known without parsing it.
struct CppCode {
  enum class End : unsigned char { kClosed, kNextElement, kEndOfFile };

  /// Where the code ends: at `%>`, at a `<%` that cannot be C++, or at the end
  /// of the file.
  std::uint32_t end = 0;
  End ended_by = End::kClosed;
  /// In the order of the text, but brackets left open come last.
  RareVector<CppFinding> findings = {};
  /// Where the backslashes of `%\>` stand.
  RareVector<std::uint32_t> escapes = {};
  /// The first and last token outside comments and preprocessor lines; equal
  /// offsets when there is none.
  std::uint32_t first_begin = 0;
  std::uint32_t first_end = 0;
  std::uint32_t last_begin = 0;
  std::uint32_t last_end = 0;
  /// The last byte of the last token, NUL when there is none.
  char last = '\0';
  bool has_preprocessor = false;
  /// `#if` and its kin: braces may stand in both arms, so none are counted.
  bool has_conditionals = false;
  /// A literal or the element itself is not terminated: brackets mean nothing.
  bool is_damaged = false;

  /// Nothing but blanks and comments.
  bool is_blank() const { return last == '\0' && !has_preprocessor; }
  /// As `if (x)`, `else` and `return 1` do: the next statement belongs to it.
  bool leaves_statement_open() const {
    return last != '\0' && last != ';' && last != '{' && last != '}' && last != ':';
  }
};

/// Finds where embedded C++ ends, at a `%>` outside literals and `/* */`
/// comments, and notes its brackets on the way.
///
///     CppScanner scanner("<% auto s = R\"(%>)\"; %> text");
///     scanner.scan(2).end;  // 22, the last `%>`
///
/// A `//` comment ends at `%>` too, for page authors write `<% } // end %>`.
/// An unterminated literal is noted and the code ends at the next `%>`. One
/// scanner serves a whole file: all calls together take time linear in its
/// size, if each starts where the one before ended. Keeps a view of the text.
/// Not thread-safe.
class CppScanner {
 public:
  /// Where the code ends. In XML an element's code is all of its text: there
  /// `%>` and `%\>` mean nothing.
  enum class Until : unsigned char { kDelimiter, kEndOfText };

  explicit CppScanner(std::string_view text, Until until = Until::kDelimiter)
      : text_(text), delimited_(until == Until::kDelimiter) {}

  CppCode scan(std::uint32_t begin);

 private:
  /// Where the last `*/` and, by delimiter, the last end of a raw string
  /// stand; so that looking for one that is not there costs nothing.
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
  void token(std::size_t size);
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
  void unterminated(CppFindingKind kind, std::size_t begin, std::size_t size);
  void finish();

  std::string_view text_;
  bool delimited_;
  Terminators terminators_;
  std::size_t failed_until_ = 0;
  // Of the scan that is going on.
  std::size_t at_ = 0;
  bool done_ = false;
  bool line_start_ = true;
  bool in_directive_ = false;
  std::vector<std::uint32_t> open_;
  CppCode code_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_CPP_SCANNER_H_
