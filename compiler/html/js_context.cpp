#include "compiler/html/js_context.h"

#include "runtime/base/ascii.h"

#include <algorithm>
#include <iterator>

namespace quire::compiler {
namespace {

constexpr std::size_t kMaxWord = 12;
constexpr std::size_t kMaxDepth = 1000;

/// Keywords after which an expression begins, and with it perhaps a regular expression.
constexpr std::string_view kBeforeExpression[] = {"return", "typeof",     "case",    "do",     "else",  "in",
                                                  "of",     "new",        "void",    "delete", "throw", "yield",
                                                  "await",  "instanceof", "default", "extends"};
/// Keywords with a condition in parentheses, after which a statement begins.
constexpr std::string_view kWithCondition[] = {"if", "while", "for", "with"};

template <std::size_t kSize>
bool contains(const std::string_view (&words)[kSize], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool is_word(char c) { return is_alphanumeric(c) || c == '_' || c == '$' || !is_ascii(c); }

}  // namespace

void JsContext::advance(std::string_view text) {
  for (const char c : text) advance(c);
}

void JsContext::advance(char c) {
  switch (state_) {
    case State::kCode:
      return code(c);
    case State::kSlash:
      return slash(c);
    case State::kDouble:
      return literal(c, '"');
    case State::kSingle:
      return literal(c, '\'');
    case State::kTemplate:
      return literal(c, '`');
    case State::kRegexp:
    case State::kRegexpClass:
      return regexp(c);
    case State::kLineComment:
    case State::kBlockComment:
      return comment(c);
  }
}

void JsContext::code(char c) {
  if (is_word(c)) {
    if (last_ == ' ' && !word_.empty()) word_end();
    if (word_.empty()) is_member_ = last_ == '.';
    if (word_.size() < kMaxWord) word_ += c;
    slash_ = Slash::kDivision;
    last_ = c;
    html_comment_ = 0;
    return;
  }
  if (is_space(c)) {
    html_comment_ = 0;
    if (!word_.empty()) last_ = ' ';
    return;
  }
  const bool ends_condition = c == '(' && contains(kWithCondition, word_) && !is_member_;
  if (!word_.empty()) word_end();
  // `<!--` begins a line comment, for the sake of old browsers (B.1.1).
  constexpr std::string_view kHtmlComment = "<!--";
  html_comment_ = c == kHtmlComment[html_comment_] ? html_comment_ + 1 : c == '<' ? 1 : 0;
  if (html_comment_ == kHtmlComment.size()) {
    html_comment_ = 0;
    state_ = State::kLineComment;
    return;
  }
  const char before = last_;
  last_ = c;
  is_doubled_ = (c == '+' || c == '-') && before == c && !is_doubled_;
  switch (c) {
    case '"':
      state_ = State::kDouble;
      return;
    case '\'':
      state_ = State::kSingle;
      return;
    case '`':
      state_ = State::kTemplate;
      return;
    case '/':
      state_ = State::kSlash;
      return;
    case '(':
    case '{':
      if (open_.size() < kMaxDepth) open_ += ends_condition ? 'k' : c;
      else is_overgrown_ = true;
      slash_ = Slash::kRegexp;
      return;
    case ')':
    case '}':
      return close(c);
    case ']':
      slash_ = Slash::kDivision;
      return;
    case '.':
      slash_ = is_digit(before) ? Slash::kDivision : Slash::kRegexp;
      return;
    default:
      slash_ = is_doubled_ ? Slash::kDivision : Slash::kRegexp;
  }
}

void JsContext::word_end() {
  if (!is_member_ && contains(kBeforeExpression, word_)) slash_ = Slash::kRegexp;
  word_.clear();
}

void JsContext::close(char c) {
  const char open = open_.empty() ? '\0' : open_.back();
  const bool matches = c == ')' ? open == '(' || open == 'k' : open == '{' || open == '$';
  if (matches) open_.pop_back();
  if (matches && open == '$') {
    state_ = State::kTemplate;
    return;
  }
  // A block ends with `}` more often than an object that is divided.
  slash_ = c == '}' || open == 'k' ? Slash::kRegexp : Slash::kDivision;
}

/// After a `/` in code.
void JsContext::slash(char c) {
  state_ = State::kCode;
  if (c == '/' || c == '*') {
    state_ = c == '/' ? State::kLineComment : State::kBlockComment;
    has_star_ = false;
    return;
  }
  if (slash_ == Slash::kRegexp) {
    state_ = State::kRegexp;
    is_escaped_ = false;
    return regexp(c);
  }
  slash_ = Slash::kRegexp;
  code(c);
}

void JsContext::literal(char c, char closer) {
  if (is_escaped_) {
    // A line continuation may end with two characters.
    is_escaped_ = c == '\r';
  } else if (c == '\\') {
    is_escaped_ = true;
  } else if (c == closer || (closer != '`' && (c == '\n' || c == '\r'))) {
    state_ = State::kCode;
    slash_ = Slash::kDivision;
    last_ = closer;
  } else if (closer == '`' && c == '{' && last_ == '$' && open_.size() < kMaxDepth) {
    open_ += '$';
    state_ = State::kCode;
    slash_ = Slash::kRegexp;
    last_ = '{';
    return;
  }
  last_ = c;
}

void JsContext::regexp(char c) {
  if (is_escaped_) {
    is_escaped_ = false;
  } else if (c == '\\') {
    is_escaped_ = true;
  } else if (c == '\n' || c == '\r' || (c == '/' && state_ == State::kRegexp)) {
    state_ = State::kCode;
    slash_ = Slash::kDivision;
    last_ = c;
  } else if (c == '[') {
    state_ = State::kRegexpClass;
  } else if (c == ']') {
    state_ = State::kRegexp;
  }
}

void JsContext::comment(char c) {
  if (state_ == State::kLineComment ? c == '\n' || c == '\r' : c == '/' && has_star_) state_ = State::kCode;
  has_star_ = c == '*';
}

bool JsContext::begins_regexp() const { return state_ == State::kSlash && slash_ == Slash::kRegexp; }

void JsContext::value() {
  if (begins_regexp()) state_ = State::kRegexp;
  if (state_ == State::kSlash) state_ = State::kCode;
  if (state_ == State::kCode) {
    word_.clear();
    slash_ = Slash::kDivision;
  }
  has_star_ = false;
  html_comment_ = 0;
  last_ = 'x';
}

ValuePlace JsContext::place() const {
  switch (state_) {
    case State::kCode:
    case State::kSlash:
      if (begins_regexp()) return {ValuePart::kJsRegexp};
      return {is_json_ ? ValuePart::kJson : ValuePart::kJs};
    case State::kRegexp:
    case State::kRegexpClass:
      return {ValuePart::kJsRegexp};
    default:
      return {ValuePart::kJsString};
  }
}

std::string_view JsContext::objection() const {
  if (is_overgrown_) return "the JavaScript before it is nested too deeply";
  if (is_escaped_) return "it follows a `\\`, which would apply to its first character or to what follows it";
  if (state_ == State::kSlash && slash_ == Slash::kUnknown)
    return "the `/` before it may divide or begin a regular expression, depending on a branch; write parentheses "
           "around "
           "the branch";
  return {};
}

std::string_view JsContext::describe() const {
  switch (state_) {
    case State::kCode:
    case State::kSlash:
      return is_json_ ? "JSON" : "JavaScript";
    case State::kDouble:
    case State::kSingle:
      return "a string of JavaScript";
    case State::kTemplate:
      return "a template literal of JavaScript";
    case State::kRegexp:
    case State::kRegexpClass:
      return "a regular expression of JavaScript";
    case State::kLineComment:
    case State::kBlockComment:
      return "a comment of JavaScript";
  }
  return {};
}

std::optional<JsContext> JsContext::join(const JsContext& a, const JsContext& b) {
  if (a == b) return a;
  JsContext joined = a;
  // Words end where branches do: neither begins one that the other continues.
  if (!joined.word_.empty()) joined.word_end();
  JsContext other = b;
  if (!other.word_.empty()) other.word_end();
  if (joined.is_code() && other.state_ == joined.state_ && joined.slash_ != other.slash_) {
    joined.slash_ = other.slash_ = Slash::kUnknown;
  }
  joined.last_ = other.last_ = ' ';
  joined.is_doubled_ = other.is_doubled_ = false;
  if (joined == other) return joined;
  return std::nullopt;
}

bool operator==(const JsContext& a, const JsContext& b) {
  using State = JsContext::State;
  if (a.state_ != b.state_ || a.open_ != b.open_ || a.is_json_ != b.is_json_ || a.is_overgrown_ != b.is_overgrown_)
    return false;
  switch (a.state_) {
    case State::kCode:
    case State::kSlash:
      return a.slash_ == b.slash_ && a.word_ == b.word_;
    case State::kLineComment:
      return true;
    case State::kBlockComment:
      return a.has_star_ == b.has_star_;
    case State::kTemplate:
      return a.is_escaped_ == b.is_escaped_ && (a.last_ == '$') == (b.last_ == '$');
    default:
      return a.is_escaped_ == b.is_escaped_;
  }
}

}  // namespace quire::compiler
