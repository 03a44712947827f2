#include "compiler/html/css_context.h"

#include "runtime/base/ascii.h"

#include <utility>

namespace quire::compiler {
namespace {

constexpr std::size_t kMaxWord = 12;

bool is_name(char c) { return is_alphanumeric(c) || c == '-' || c == '_' || c == '@' || !is_ascii(c); }
bool is_newline(char c) { return c == '\n' || c == '\r' || c == '\f'; }

}  // namespace

void CssContext::advance(std::string_view text) {
  for (const char c : text) advance(c);
}

void CssContext::advance(char c) {
  if (std::exchange(has_escaped_return_, false) && c == '\n') return;
  if (is_escaped_) {
    is_escaped_ = false;
    has_escaped_return_ = c == '\r';
    word_ += '?';
    if (is_string() || is_url()) url_.advance('x');
    return;
  }
  switch (state_) {
    case State::kCode:
      return code(c);
    case State::kSlash:
      state_ = c == '*' ? State::kComment : State::kCode;
      has_star_ = false;
      if (c != '*') code(c);
      return;
    case State::kComment:
      if (c == '/' && has_star_) state_ = State::kCode;
      has_star_ = c == '*';
      return;
    case State::kUrlOpen:
      if (is_space(c)) return;
      state_ = c == '"' ? State::kUrlDouble : c == '\'' ? State::kUrlSingle : State::kUrl;
      if (state_ != State::kUrl) return;
      return advance(c);
    case State::kUrl:
      if (c == ')') {
        state_ = State::kCode;
        return;
      }
      break;
    default:
      break;
  }
  quoted(c);
}

void CssContext::code(char c) {
  if (c == '\\') {
    is_escaped_ = true;
    return;
  }
  if (is_name(c)) {
    // `<!--@import` is possible.
    if (c == '@') word_.clear();
    if (word_.size() < kMaxWord) word_ += to_lower(c);
    if (word_ == "@import") is_import_ = true;
    return;
  }
  const bool begins_url = c == '(' && (word_ == "url" || word_ == "src" || word_ == "url-prefix");
  word_.clear();
  if (c == ';' || c == '{' || c == '}') is_import_ = false;
  if (c == '"' || c == '\'') return begin_string(c);
  if (c == '/') state_ = State::kSlash;
  if (!begins_url) return;
  state_ = State::kUrlOpen;
  url_ = UrlContext(is_import_);
}

void CssContext::begin_string(char quote) {
  url_ = UrlContext(is_import_);
  if (is_import_) state_ = quote == '"' ? State::kUrlDouble : State::kUrlSingle;
  else state_ = quote == '"' ? State::kDouble : State::kSingle;
}

/// In a string or URL.
void CssContext::quoted(char c) {
  const bool is_double = state_ == State::kDouble || state_ == State::kUrlDouble;
  if (c == '\\') {
    is_escaped_ = true;
  } else if (state_ != State::kUrl && (c == (is_double ? '"' : '\'') || is_newline(c))) {
    // A line end ends a bad string. What remains of `url("…"` is code, as far as it matters here.
    state_ = State::kCode;
    word_.clear();
  } else {
    url_.advance(c);
  }
}

void CssContext::value(const void* value) {
  if (state_ == State::kUrlOpen) state_ = State::kUrl;
  if (state_ == State::kSlash) state_ = State::kCode;
  if (state_ == State::kCode) word_ = "?";
  if (is_url() || is_string()) url_.value(value);
  has_star_ = false;
}

ValuePlace CssContext::place() const {
  if (is_url()) return url_.place();
  if (is_string()) {
    // A string may be used as a URL.
    if (url_.part() == UrlContext::Part::kQuery) return {ValuePart::kUrlQuery};
    const bool is_start = url_.part() == UrlContext::Part::kStart;
    return {is_start ? ValuePart::kCssStringStart : ValuePart::kCssString};
  }
  return {state_ == State::kComment ? ValuePart::kCssString : ValuePart::kCss};
}

std::string_view CssContext::objection() const {
  if (is_escaped_) return "it follows a `\\`, which would apply to its first character or to what follows it";
  if (state_ == State::kComment && has_star_)
    return "it follows a `*`, and may be empty, so that a `/` after it would end the comment";
  if (is_url() && url_.is_in_host()) return "it would choose the host of a style sheet";
  return {};
}

std::optional<CssContext> CssContext::join(const CssContext& a, const CssContext& b) {
  if (a == b) return a;
  CssContext joined = a;
  CssContext other = b;
  if (joined.state_ == State::kCode) joined.word_ = other.word_ = "?";
  if (joined.is_url() || joined.is_string()) joined.url_ = other.url_ = UrlContext::join(a.url_, b.url_);
  if (joined == other) return joined;
  return std::nullopt;
}

bool operator==(const CssContext& a, const CssContext& b) {
  if (a.state_ != b.state_ || a.is_escaped_ != b.is_escaped_ || a.is_import_ != b.is_import_) return false;
  if (a.is_url() || a.is_string()) return a.url_ == b.url_;
  if (a.state_ == CssContext::State::kComment) return a.has_star_ == b.has_star_;
  return a.word_ == b.word_;
}

}  // namespace quire::compiler
