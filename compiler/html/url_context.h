#ifndef QUIRE_COMPILER_HTML_URL_CONTEXT_H_
#define QUIRE_COMPILER_HTML_URL_CONTEXT_H_

#include "compiler/html/value_place.h"

#include <string>
#include <string_view>

namespace quire::compiler {

/// Follows the literal text of a URL: which part of it has been reached.
///
///     UrlContext url;
///     for (char c : "/search?q=") url.advance(c);
///     url.place().part;  // ValuePart::kUrlQuery
///
/// What precedes the first `/`, `?` or `#` is the start, which may have a scheme. Where a URL
/// loads code, the host belongs to it as well. Not thread-safe.
class UrlContext {
 public:
  enum class Part : unsigned char { kStart, kPath, kQuery };

  explicit UrlContext(bool loads_code = false) : loads_code_(loads_code) {}

  /// Takes a literal byte, decoded from whatever the URL is written in.
  void advance(char c);
  /// A value is printed here; `value` identifies it.
  void value(const void* value);

  Part part() const { return part_; }
  ValuePlace place() const;
  /// Whether literal text has made it a `javascript:` URL just now.
  bool is_javascript() const { return is_javascript_; }
  /// In a URL that loads code, a value here would choose the host.
  bool is_in_host() const;
  /// A `data:` URL that loads code: a value here would be code.
  bool is_data_code() const { return loads_code_ && is_data_; }
  /// The value that a literal `:` follows, so that it is the scheme; null if there is none. A
  /// second call returns null.
  const void* take_scheme();
  /// Whether the scheme consists of several values or of a value and text.
  bool has_mixed_scheme() const { return has_mixed_scheme_; }

  /// The state after either of two, one of which was taken; the one with stricter escaping.
  static UrlContext join(const UrlContext& a, const UrlContext& b);
  friend bool operator==(const UrlContext& a, const UrlContext& b);

 private:
  std::string_view after_scheme() const;
  bool ends_host() const;

  bool loads_code_ = false;
  Part part_ = Part::kStart;
  bool is_javascript_ = false;
  bool is_data_ = false;
  bool has_scheme_ = false;
  bool has_mixed_scheme_ = false;
  bool continues_ = false;
  const void* last_value_ = nullptr;
  const void* scheme_value_ = nullptr;
  /// Literal text of the start since the last value.
  std::string before_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_HTML_URL_CONTEXT_H_
