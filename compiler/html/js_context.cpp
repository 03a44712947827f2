#include "compiler/html/js_context.h"

#include "runtime/base/ascii.h"

#include <algorithm>
#include <iterator>

namespace quire::compiler {
namespace {

constexpr std::size_t kMaxWord = 12;
constexpr std::size_t kMaxDepth = 1000;
/// What `last_` is in a template literal after `$` and a value, which may be empty.
constexpr char kDollarAndValue = '\1';

/// Keywords after which an expression begins, and with it perhaps a regular expression.
constexpr std::string_view kBeforeExpression[] = {"return", "typeof", "case",  "do",         "else",    "in",     "new",
                                                  "void",   "delete", "throw", "instanceof", "default", "extends"};
/// Keywords only in some functions, otherwise names.
constexpr std::string_view kSometimesKeywords[] = {"yield", "await"};
/// Keywords that a block follows.
constexpr std::string_view kBeforeBlock[] = {"else", "do", "try", "finally"};
/// Keywords with a condition in parentheses, after which a statement begins.
constexpr std::string_view kWithCondition[] = {"if", "while", "with"};

template <std::size_t kSize>
bool contains(const std::string_view (&words)[kSize], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool is_word(char c) { return is_alphanumeric(c) || c == '_' || c == '$' || !is_ascii(c); }

/// The size of the character of UTF-8 that begins with this byte.
std::size_t character_size(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte >= 0xF8 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
}

/// A line end or blank for characters that JavaScript takes for such (12.2, 12.3), otherwise any letter.
char ascii_for(std::string_view character) {
  constexpr std::string_view kBlanks[] = {"\u00A0", "\u1680", "\u202F", "\u205F", "\u3000", "\uFEFF"};
  if (character == "\u2028" || character == "\u2029") return '\n';
  // U+2000 to U+200A are blanks of different widths.
  const bool is_wide = character.size() == 3 && character.starts_with("\xE2\x80") && character[2] <= '\x8A';
  return is_wide || contains(kBlanks, character) ? ' ' : 'x';
}

}  // namespace

void JsContext::advance(std::string_view text) {
  for (const char c : text) advance(c);
}

void JsContext::advance(char c) {
  if (is_ascii(c)) {
    partial_.clear();
    return take(c);
  }
  const bool is_lead = static_cast<unsigned char>(c) >= 0xC0;
  if (is_lead) partial_.clear();
  if (is_lead || !partial_.empty()) partial_ += c;
  if (!partial_.empty() && partial_.size() < character_size(partial_.front())) return;
  const char read = ascii_for(partial_);
  partial_.clear();
  // These ends of lines may be in strings.
  take(read == '\n' && (state_ == State::kDouble || state_ == State::kSingle) ? 'x' : read);
}

void JsContext::take(char c) {
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
    if (word_.empty()) is_member_ = last_ == '.' && dots_ == 1;
    if (word_.size() < kMaxWord) word_ += c;
    slash_ = Slash::kDivision;
    last_ = c;
    html_comment_ = html_end_ = 0;
    begins_line_ = false;
    return;
  }
  if (is_space(c)) {
    html_comment_ = html_end_ = 0;
    if (c == '\n' || c == '\r') begins_line_ = true;
    if (!word_.empty() || last_ == '+' || last_ == '-') last_ = ' ';
    return;
  }
  const char opening = c == '(' ? parenthesis() : c == '{' ? brace() : '\0';
  if (!word_.empty()) word_end();
  if (begins_comment(c)) return;
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
      before_slash_ = before;
      return;
    case '(':
    case '{':
      if (open_.size() < kMaxDepth) open_ += opening;
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
      dots_ = before == '.' ? dots_ + 1 : 1;
      slash_ = is_digit(before) ? Slash::kDivision : Slash::kRegexp;
      return;
    default:
      slash_ = is_doubled_ ? Slash::kDivision : Slash::kRegexp;
  }
}

/// `<!--`, and `-->` at the beginning of a line, begin a line comment, for the sake of old browsers (B.1.1).
bool JsContext::begins_comment(char c) {
  constexpr std::string_view kStart = "<!--";
  constexpr std::string_view kEnd = "-->";
  html_comment_ = c == kStart[html_comment_] ? html_comment_ + 1 : c == '<' ? 1 : 0;
  html_end_ = c == kEnd[html_end_] && (html_end_ > 0 || begins_line_) ? html_end_ + 1 : 0;
  if (html_comment_ == 1 || html_end_ == 1) {
    before_comment_ = last_;
    slash_before_comment_ = slash_;
  }
  // A comment may precede `-->`.
  begins_line_ = begins_line_ && c == '/';
  if (html_comment_ < kStart.size() && html_end_ < kEnd.size()) return false;
  html_comment_ = html_end_ = 0;
  last_ = before_comment_;
  slash_ = slash_before_comment_;
  state_ = State::kLineComment;
  is_html_comment_ = true;
  return true;
}

void JsContext::word_end() {
  const bool is_of = word_ == "of" && !open_.empty() && open_.back() == 'f';
  if (!is_member_ && contains(kBeforeExpression, word_)) slash_ = Slash::kRegexp;
  if (!is_member_ && (is_of || contains(kSometimesKeywords, word_))) slash_ = Slash::kUnknown;
  word_.clear();
}

/// What a `(` opens: see `open_`.
char JsContext::parenthesis() const {
  if (is_member_) return '(';
  return word_ == "for" ? 'f' : contains(kWithCondition, word_) ? 'k' : '(';
}

/// What a `{` opens. It is a block or an object by what precedes it; the body of a function or
/// class may be either.
char JsContext::brace() const {
  if (!word_.empty()) {
    if (is_member_) return 'u';
    return contains(kBeforeBlock, word_) ? 'b' : contains(kBeforeExpression, word_) ? 'o' : 'u';
  }
  switch (last_) {
    case '\0':
    case ';':
    case '{':
    case '}':
      return 'b';
    case ')':
      return slash_ == Slash::kRegexp ? 'b' : 'u';
    case ':':
      return !open_.empty() && open_.back() == 'o' ? 'o' : 'u';
    default:
      return std::string_view("=(,[?&|!~+-*/%^<").find(last_) != std::string_view::npos ? 'o' : 'u';
  }
}

void JsContext::close(char c) {
  const char open = open_.empty() ? '\0' : open_.back();
  const std::string_view openers = c == ')' ? "(kf" : "bou$";
  const bool matches = !open_.empty() && openers.find(open) != std::string_view::npos;
  if (matches) open_.pop_back();
  if (matches && open == '$') {
    state_ = State::kTemplate;
    return;
  }
  if (c == ')') slash_ = open == 'k' || open == 'f' ? Slash::kRegexp : Slash::kDivision;
  else slash_ = !matches || open == 'u' ? Slash::kUnknown : open == 'b' ? Slash::kRegexp : Slash::kDivision;
}

/// After a `/` in code.
void JsContext::slash(char c) {
  state_ = State::kCode;
  if (c == '/' || c == '*') {
    state_ = c == '/' ? State::kLineComment : State::kBlockComment;
    has_star_ = is_html_comment_ = false;
    last_ = before_slash_;
    return;
  }
  begins_line_ = false;
  if (slash_ == Slash::kUnknown) is_ambiguous_ = true;
  if (slash_ == Slash::kRegexp) {
    state_ = State::kRegexp;
    is_escaped_ = false;
    return regexp(c);
  }
  slash_ = Slash::kRegexp;
  code(c);
}

void JsContext::literal(char c, char closer) {
  // A line continuation may end with two characters.
  if (is_escaped_ && last_ == '\r' && c != '\n') is_escaped_ = false;
  if (is_escaped_) {
    is_escaped_ = c == '\r';
    // Not the `$` of `${`.
    if (c == '$') c = 'x';
  } else if (c == '\\') {
    is_escaped_ = true;
  } else if (c == closer || (closer != '`' && (c == '\n' || c == '\r'))) {
    state_ = State::kCode;
    slash_ = Slash::kDivision;
    last_ = closer;
  } else if (closer == '`' && c == '{' && last_ == kDollarAndValue) {
    is_ambiguous_ = true;
  } else if (closer == '`' && c == '{' && last_ == '$') {
    if (open_.size() < kMaxDepth) open_ += '$';
    else is_overgrown_ = true;
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
  if (c == '\n' || c == '\r') begins_line_ = true;
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
  has_star_ = begins_line_ = false;
  html_comment_ = html_end_ = 0;
  const bool follows_dollar = state_ == State::kTemplate && (last_ == '$' || last_ == kDollarAndValue);
  last_ = follows_dollar ? kDollarAndValue : 'x';
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
  if (is_ambiguous_ || (state_ == State::kSlash && slash_ == Slash::kUnknown))
    return "a `/` or `{` before it can be read in two ways; write `;` or parentheses before it";
  if (state_ == State::kBlockComment && has_star_)
    return "it follows a `*`, and may be empty, so that a `/` after it would end the comment";
  if (state_ == State::kLineComment && is_html_comment_)
    return "it follows `<!--` or `-->`, which begins a comment only in some scripts; write `//`";
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
  // A `{` that follows `$` begins a substitution.
  if (joined.state_ == State::kTemplate && !(joined == other)) return std::nullopt;
  joined.begins_line_ = joined.begins_line_ || other.begins_line_;
  joined.last_ = other.last_ = ' ';
  joined.is_doubled_ = other.is_doubled_ = false;
  if (joined == other) return joined;
  return std::nullopt;
}

bool operator==(const JsContext& a, const JsContext& b) {
  using State = JsContext::State;
  if (a.state_ != b.state_ || a.open_ != b.open_ || a.is_json_ != b.is_json_ || a.is_overgrown_ != b.is_overgrown_ ||
      a.is_ambiguous_ != b.is_ambiguous_)
    return false;
  switch (a.state_) {
    case State::kCode:
    case State::kSlash:
      return a.slash_ == b.slash_ && a.word_ == b.word_;
    case State::kLineComment:
      return a.is_html_comment_ == b.is_html_comment_;
    case State::kBlockComment:
      return a.has_star_ == b.has_star_;
    case State::kTemplate:
      return a.is_escaped_ == b.is_escaped_ && (a.last_ == '$') == (b.last_ == '$') &&
             (a.last_ == kDollarAndValue) == (b.last_ == kDollarAndValue);
    default:
      return a.is_escaped_ == b.is_escaped_;
  }
}

}  // namespace quire::compiler
