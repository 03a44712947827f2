#ifndef QUIRE_COMPILER_HTML_JS_CONTEXT_H_
#define QUIRE_COMPILER_HTML_JS_CONTEXT_H_

#include "compiler/html/value_place.h"

#include <optional>
#include <string>
#include <string_view>

namespace quire::compiler {

/// Follows literal JavaScript, as far as strings, template literals, regular expressions and
/// comments go (ECMAScript 2024, 12). Whether a `/` divides or begins a regular expression is
/// told by the token before it. Where that is not known, as after the body of a function, no
/// value can be printed after the `/`. Linear in time, not thread-safe.
class JsContext {
 public:
  /// JSON has the same strings, but values print differently.
  explicit JsContext(bool is_json = false) : is_json_(is_json) {}

  void advance(std::string_view text);
  /// Takes a byte; characters that are not ASCII are put together, for some of them are white space.
  void advance(char c);
  /// A value is printed here.
  void value();
  ValuePlace place() const;
  /// Why a value cannot be printed here; empty if it can.
  std::string_view objection() const;
  /// "a string of JavaScript".
  std::string_view describe() const;
  /// Between tokens, not in a literal or comment.
  bool is_code() const { return state_ == State::kCode || state_ == State::kSlash; }

  /// The state after either of two; nullopt if values would be printed differently.
  static std::optional<JsContext> join(const JsContext& a, const JsContext& b);
  friend bool operator==(const JsContext& a, const JsContext& b);

 private:
  enum class State : unsigned char {
    kCode,
    kSlash,  // after a `/` in code
    kDouble,
    kSingle,
    kTemplate,
    kRegexp,
    kRegexpClass,
    kLineComment,
    kBlockComment,
  };
  /// What a `/` would be.
  enum class Slash : unsigned char { kRegexp, kDivision, kUnknown };

  void take(char c);
  void code(char c);
  bool begins_comment(char c);
  void word_end();
  char parenthesis() const;
  char brace() const;
  void slash(char c);
  void literal(char c, char closer);
  void regexp(char c);
  void comment(char c);
  void close(char c);
  bool begins_regexp() const;

  bool is_json_;
  State state_ = State::kCode;
  Slash slash_ = Slash::kRegexp;
  bool is_escaped_ = false;
  bool has_star_ = false;
  /// The last significant character of code, and whether it is the second of `++` or `--`.
  char last_ = '\0';
  bool is_doubled_ = false;
  /// The one before a `/`, to which comments do not count.
  char before_slash_ = '\0';
  unsigned dots_ = 0;
  /// What `last_` and `slash_` were before `<!--` or `-->`.
  char before_comment_ = '\0';
  Slash slash_before_comment_ = Slash::kRegexp;
  /// How much of `<!--` has been read, and of `-->`, which must be the first in its line.
  unsigned html_comment_ = 0;
  unsigned html_end_ = 0;
  bool begins_line_ = true;
  /// In a comment that `<!--` or `-->` began, which is code in modules.
  bool is_html_comment_ = false;
  /// The text can be read in two ways from here on.
  bool is_ambiguous_ = false;
  bool is_member_ = false;
  bool is_overgrown_ = false;
  /// The word that ends here, cut off where it is too long for a keyword.
  std::string word_;
  /// The beginning of a character that is not ASCII.
  std::string partial_;
  /// Open brackets: `(`, `k` and `f` for that of a condition and of `for`, `b` for the brace of a
  /// block, `o` of an object, `u` of either, `$` for `${`.
  std::string open_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_HTML_JS_CONTEXT_H_
