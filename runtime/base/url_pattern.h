#ifndef QUIRE_RUNTIME_BASE_URL_PATTERN_H_
#define QUIRE_RUNTIME_BASE_URL_PATTERN_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace quire {

/// A pattern for paths within a webapp, as in servlet containers (Jakarta Servlet 6.0, 12.2), or a
/// regular expression:
///
///     /cart/view.page   that path
///     /admin/*          the paths below it, and `/admin` itself
///     *.page            every path with that extension
///     /                 every path
///     ^/[0-9]+\.page$   every path in which RE2 finds a match; begins with `^`
///
/// Immutable and thread-safe; copies are cheap.
class UrlPattern {
 public:
  /// Returns nullopt if the text has none of these forms; `mistake` then says why.
  static std::optional<UrlPattern> parse(std::string_view text, std::string& mistake);

  /// `path` begins with `/`.
  bool matches(std::string_view path) const;
  /// An exact path comes first, then the longer prefix, then extensions, regular expressions, and
  /// `/` last.
  bool is_more_specific_than(const UrlPattern& other) const;

 private:
  // Ordered from the most specific to the least.
  enum class Kind : unsigned char { kExact, kPrefix, kExtension, kRegex, kDefault };

  UrlPattern(Kind kind, std::string_view text) : kind_(kind), text_(text) {}

  Kind kind_;
  /// Without its `*`: `/admin` for `/admin/*`, `.page` for `*.page`.
  std::string text_;
  std::shared_ptr<const re2::RE2> regex_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_BASE_URL_PATTERN_H_
