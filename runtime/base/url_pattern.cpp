#include "runtime/base/url_pattern.h"

#include <re2/re2.h>

namespace quire {

std::optional<UrlPattern> UrlPattern::parse(std::string_view text, std::string& mistake) {
  if (text.starts_with('^')) {
    UrlPattern pattern(Kind::kRegex, text);
    auto regex = std::make_shared<const RE2>(re2::StringPiece(text.data(), text.size()), RE2::Quiet);
    if (!regex->ok()) {
      mistake = "invalid regular expression `" + std::string(text) + "`: " + regex->error();
      return std::nullopt;
    }
    pattern.regex_ = std::move(regex);
    return pattern;
  }
  const std::size_t star = text.find('*');
  if (text == "/") return UrlPattern(Kind::kDefault, text);
  if (text.starts_with('/') && star == std::string_view::npos) return UrlPattern(Kind::kExact, text);
  if (text.starts_with('/') && text.ends_with("/*") && star + 1 == text.size())
    return UrlPattern(Kind::kPrefix, text.substr(0, text.size() - 2));
  const bool is_extension = text.size() > 2 && text.starts_with("*.") && text.find_first_of("*/", 1) == text.npos;
  if (is_extension) return UrlPattern(Kind::kExtension, text.substr(1));
  mistake = "invalid pattern `" + std::string(text) +
            "`; the forms are `/admin/*`, `*.page`, `/exact/path.page`, `/`, and `^…` for a regular expression";
  return std::nullopt;
}

bool UrlPattern::matches(std::string_view path) const {
  switch (kind_) {
    case Kind::kExact:
      return path == text_;
    case Kind::kPrefix:
      return path.starts_with(text_) && (path.size() == text_.size() || path[text_.size()] == '/');
    case Kind::kExtension:
      return path.ends_with(text_);
    case Kind::kRegex:
      return RE2::PartialMatch(re2::StringPiece(path.data(), path.size()), *regex_);
    case Kind::kDefault:
      return true;
  }
  return false;
}

bool UrlPattern::is_more_specific_than(const UrlPattern& other) const {
  if (kind_ != other.kind_) return kind_ < other.kind_;
  return kind_ == Kind::kPrefix && text_.size() > other.text_.size();
}

}  // namespace quire
