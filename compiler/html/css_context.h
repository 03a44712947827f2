#ifndef QUIRE_COMPILER_HTML_CSS_CONTEXT_H_
#define QUIRE_COMPILER_HTML_CSS_CONTEXT_H_

#include "compiler/html/url_context.h"
#include "compiler/html/value_place.h"

#include <optional>
#include <string>
#include <string_view>

namespace quire::compiler {

/// Follows literal CSS, as far as strings, URLs and comments go (CSS Syntax Level 3, 4.3).
/// Linear in time, not thread-safe.
class CssContext {
 public:
  void advance(std::string_view text);
  void advance(char c);
  /// A value is printed here; `value` identifies it.
  void value(const void* value);
  ValuePlace place() const;
  /// Why a value cannot be printed here; empty if it can.
  std::string_view objection() const;

  static std::optional<CssContext> join(const CssContext& a, const CssContext& b);
  friend bool operator==(const CssContext& a, const CssContext& b);

 private:
  enum class State : unsigned char {
    kCode,
    kSlash,  // after a `/` in code
    kDouble,
    kSingle,
    kUrlOpen,  // after `url(`
    kUrl,
    kUrlDouble,
    kUrlSingle,
    kComment,
  };

  void code(char c);
  void begin_string(char quote);
  void quoted(char c);
  bool is_url() const { return state_ >= State::kUrlOpen && state_ <= State::kUrlSingle; }
  bool is_string() const { return state_ == State::kDouble || state_ == State::kSingle; }

  State state_ = State::kCode;
  bool is_escaped_ = false;
  /// After a backslash and a carriage return, which a line feed may belong to.
  bool has_escaped_return_ = false;
  bool has_star_ = false;
  /// Between `@import` and its `;`, where a string is a URL.
  bool is_import_ = false;
  /// The name that ends here, cut off where it is too long to matter.
  std::string word_;
  /// In a URL or a string, which may be one.
  UrlContext url_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_HTML_CSS_CONTEXT_H_
