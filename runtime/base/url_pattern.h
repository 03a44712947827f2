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

/// A pattern of paths within a webapp, as servlet containers have them
/// (Jakarta Servlet 6.0, 12.2), and regular expressions beside:
///
///     /cart/view.page   that path
///     /admin/*          the paths below, and `/admin` itself
///     *.page            what ends so
///     /                 everything
///     ^/[0-9]+\.page$   what RE2 finds; it begins with `^`
///
/// Immutable and thread-safe; copies are cheap.
class UrlPattern {
 public:
  /// Nothing for a text of another form: `mistake` says which then.
  static std::optional<UrlPattern> parse(std::string_view text, std::string& mistake);

  /// `path` begins with `/`.
  bool matches(std::string_view path) const;
  /// An exact path before the longer prefix, then endings, regular
  /// expressions, and `/` at last.
  bool is_more_specific_than(const UrlPattern& other) const;

 private:
  // In order: the more specific first.
  enum class Kind : unsigned char { kExact, kPrefix, kExtension, kRegex, kDefault };

  UrlPattern(Kind kind, std::string_view text) : kind_(kind), text_(text) {}

  Kind kind_;
  /// Without its `*`: of `/admin/*`, `/admin`; of `*.page`, `.page`.
  std::string text_;
  std::shared_ptr<const re2::RE2> regex_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_BASE_URL_PATTERN_H_
