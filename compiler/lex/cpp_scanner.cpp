#include "compiler/lex/cpp_scanner.h"

#include "runtime/base/ascii.h"

#include <algorithm>

namespace quire::compiler {
namespace {

/// The maximum length of a raw string's delimiter ([lex.string]).
constexpr std::size_t kMaxDelimiter = 16;

bool is_word(char c) { return is_alphanumeric(c) || c == '_' || c == '$' || !is_ascii(c); }
bool is_blank_char(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f' || c == '\0'; }

bool is_raw_prefix(std::string_view word) {
  return word == "R" || word == "LR" || word == "uR" || word == "UR" || word == "u8R";
}

bool is_literal_prefix(std::string_view word) {
  return word == "L" || word == "u" || word == "U" || word == "u8" || is_raw_prefix(word);
}

bool is_delimiter_char(char c) {
  return c != ' ' && c != '(' && c != ')' && c != '\\' && c != '\t' && c != '\v' && c != '\f' && c != '\n' &&
         c != '"' && c != '\r';
}

bool is_delimiter_of_element(std::string_view two) { return two == "%>" || two == "<%"; }

CppTokenKind condition_kind(std::string_view directive) {
  if (directive.starts_with("if")) return CppTokenKind::kIf;
  if (directive == "else") return CppTokenKind::kElse;
  return directive == "endif" ? CppTokenKind::kEndIf : CppTokenKind::kElseIf;
}

std::uint32_t offset(std::size_t value) { return static_cast<std::uint32_t>(value); }

}  // namespace

CppCode CppScanner::scan(std::uint32_t begin) {
  at_ = begin;
  done_ = false;
  line_start_ = true;
  in_directive_ = false;
  conditions_.clear();
  skipped_ = 0;
  open_.clear();
  code_ = CppCode{};
  code_.first_begin = code_.first_end = code_.last_begin = code_.last_end = begin;
  while (!done_) step();
  finish();
  return std::move(code_);
}

const CppScanner::Terminators& CppScanner::terminators() {
  if (terminators_.known) return terminators_;
  terminators_.known = true;
  terminators_.comment = text_.rfind("*/");
  for (std::size_t close = text_.find(')'); close != std::string_view::npos; close = text_.find(')', close + 1)) {
    std::size_t end = close + 1;
    while (end < text_.size() && end - close - 1 < kMaxDelimiter && is_delimiter_char(text_[end])) ++end;
    if (peek(end) == '"') terminators_.raw_strings[text_.substr(close + 1, end - close - 1)] = close;
  }
  return terminators_;
}

/// Stops at `%>`, at the end of the file, and at a `<%`, which cannot occur in C++: a `%>` is missing.
bool CppScanner::at_end_of_element() {
  if (at_ >= text_.size()) {
    code_.ended_by = delimited_ ? CppCode::End::kEndOfFile : CppCode::End::kClosed;
  } else if (is_closer(at_)) {
    code_.ended_by = CppCode::End::kClosed;
  } else if (delimited_ && text_[at_] == '<' && peek(at_ + 1) == '%') {
    code_.ended_by = CppCode::End::kNextElement;
  } else {
    return false;
  }
  done_ = true;
  return true;
}

void CppScanner::step() {
  if (at_end_of_element()) return;
  const char c = text_[at_];
  const char next = peek(at_ + 1);
  if (c == '\n') {
    line_start_ = true;
    in_directive_ = false;
    ++at_;
    return;
  }
  if (is_blank_char(c)) {
    ++at_;
    return;
  }
  if (c == '/' && next == '/') return line_comment();
  if (c == '/' && next == '*') return block_comment();
  if (c == '#' && line_start_) return preprocessor();
  line_start_ = false;
  if (c == '\\' && (next == '\n' || (next == '\r' && peek(at_ + 2) == '\n'))) {
    at_ += next == '\n' ? 2 : 3;
  } else if (c == '"' || c == '\'') {
    quoted(c);
  } else if (is_digit(c) || (c == '.' && is_digit(next))) {
    number();
  } else if (is_word(c)) {
    word();
  } else if (is_escaped_closer(at_)) {
    // Outside literals, `%>` is the digraph for `}`.
    code_.escapes.push_back(offset(at_ + 1));
    if (!in_directive_ && !is_skipped()) close_brace();
    token(3, CppTokenKind::kPunctuation);
  } else {
    bracket(c);
    token(1, CppTokenKind::kPunctuation);
  }
}

void CppScanner::token(std::size_t size, CppTokenKind kind) {
  const std::size_t end = at_ + size;
  if (!in_directive_ && !is_skipped()) {
    if (tokens_ != nullptr) record(kind, at_, end);
    if (code_.last == '\0') {
      code_.first_begin = offset(at_);
      code_.first_end = offset(end);
    }
    code_.last_begin = offset(at_);
    code_.last_end = offset(end);
    // A NUL byte inside a token must not read as "no token".
    code_.last = text_[end - 1] == '\0' ? '?' : text_[end - 1];
  }
  at_ = end;
}

void CppScanner::record(CppTokenKind kind, std::size_t begin, std::size_t end) {
  const bool may_have_prefix = kind == CppTokenKind::kString || kind == CppTokenKind::kCharacter;
  if (may_have_prefix && !tokens_->empty() && tokens_->back().end == begin) {
    CppToken& last = tokens_->back();
    if (last.kind == CppTokenKind::kWord && is_literal_prefix(text_.substr(last.begin, last.end - last.begin))) {
      last = {kind, last.begin, offset(end)};
      return;
    }
  }
  tokens_->push_back({kind, offset(begin), offset(end)});
}

void CppScanner::bracket(char c) {
  if (in_directive_ || is_skipped()) return;
  if (c == '(' || c == '[' || c == '{') open_.push_back(offset(at_));
  else if (c == '}') close_brace();
  else if (c == ')' || c == ']') close_bracket(c);
}

void CppScanner::close_brace() {
  while (!open_.empty() && text_[open_.back()] != '{') {
    code_.findings.push_back({CppFindingKind::kUnclosed, open_.back(), open_.back() + 1});
    open_.pop_back();
  }
  if (open_.empty()) code_.findings.push_back({CppFindingKind::kCloseBrace, offset(at_), offset(at_ + 1)});
  else open_.pop_back();
}

void CppScanner::close_bracket(char closer) {
  const char opener = closer == ')' ? '(' : '[';
  if (!open_.empty() && text_[open_.back()] == opener) {
    open_.pop_back();
  } else if (open_.size() > 1 && text_[open_.back()] != '{' && text_[open_[open_.size() - 2]] == opener) {
    // `(a[1)`: the inner bracket is the one that is not closed.
    code_.findings.push_back({CppFindingKind::kUnclosed, open_.back(), open_.back() + 1});
    open_.resize(open_.size() - 2);
  } else {
    code_.findings.push_back({CppFindingKind::kStrayCloser, offset(at_), offset(at_ + 1)});
  }
}

void CppScanner::word() {
  std::size_t end = at_ + 1;
  while (end < text_.size() && is_word(text_[end])) ++end;
  const bool raw = peek(end) == '"' && is_raw_prefix(text_.substr(at_, end - at_));
  token(end - at_, CppTokenKind::kWord);
  if (raw) raw_string();
}

/// A preprocessing number ([lex.ppnumber]): `1'000`, `0xFF'FFu`, `1e+5`, `.5f`.
void CppScanner::number() {
  std::size_t end = at_ + 1;
  while (end < text_.size()) {
    const char c = text_[end];
    const char before = static_cast<char>(text_[end - 1] | 0x20);
    const bool exponent_sign = (c == '+' || c == '-') && (before == 'e' || before == 'p');
    const bool separator = c == '\'' && is_word(peek(end + 1));
    if (!is_word(c) && c != '.' && !exponent_sign && !separator) break;
    ++end;
  }
  token(end - at_, CppTokenKind::kNumber);
}

void CppScanner::quoted(char quote) {
  // After an unterminated literal, later ones on the same line are searched for only up to
  // the `%>`, so that no stretch is searched again and again.
  const bool search_less = at_ < failed_until_;
  std::size_t end = at_ + 1;
  while (end < text_.size() && text_[end] != quote && text_[end] != '\n') {
    if (search_less && is_closer(end)) break;
    if (text_[end] == '\\' && peek(end + 1) == '\r' && peek(end + 2) == '\n') end += 2;
    else if (text_[end] == '\\') ++end;
    else if (is_escaped_closer(end)) code_.escapes.push_back(offset(++end));
    ++end;
  }
  const bool string = quote == '"';
  if (end < text_.size() && text_[end] == quote)
    return token(end + 1 - at_, string ? CppTokenKind::kString : CppTokenKind::kCharacter);
  if (!conditions_.empty()) {
    // The line is read again.
    code_.escapes.erase_if([&](std::uint32_t escape) { return escape > offset(at_); });
    return line_comment();
  }
  failed_until_ = std::max(failed_until_, end);
  unterminated(string ? CppFindingKind::kUnterminatedString : CppFindingKind::kUnterminatedCharacter, at_, 1);
}

/// `at_` is at the quote after the prefix.
void CppScanner::raw_string() {
  std::size_t open = at_ + 1;
  while (open < text_.size() && open - at_ - 1 < kMaxDelimiter && is_delimiter_char(text_[open])) ++open;
  if (peek(open) != '(') return unterminated(CppFindingKind::kUnterminatedRawString, at_, 1);
  const std::string_view delimiter = text_.substr(at_ + 1, open - at_ - 1);
  const auto last = terminators().raw_strings.find(delimiter);
  if (last == terminators().raw_strings.end() || last->second <= open) {
    // A `(` after the end of the element does not belong to the literal.
    const bool opens = delimiter.find("%>") == std::string_view::npos;
    return unterminated(CppFindingKind::kUnterminatedRawString, at_, opens ? open + 1 - at_ : 1);
  }
  std::string closer = ")";
  closer += delimiter;
  closer += '"';
  token(text_.find(closer, open + 1) + closer.size() - at_, CppTokenKind::kString);
}

void CppScanner::line_comment() {
  while (at_ < text_.size() && text_[at_] != '\n') {
    if (is_closer(at_)) return;
    if (text_[at_] == '\\' && peek(at_ + 1) == '\r' && peek(at_ + 2) == '\n') at_ += 2;
    else if (text_[at_] == '\\' && peek(at_ + 1) == '\n') ++at_;
    else if (is_escaped_closer(at_)) code_.escapes.push_back(offset(++at_));
    ++at_;
  }
  at_ = std::min(at_, text_.size());
}

void CppScanner::block_comment() {
  const std::size_t last = terminators().comment;
  if (last == std::string_view::npos || last < at_ + 2)
    return unterminated(CppFindingKind::kUnterminatedComment, at_, 2);
  at_ = text_.find("*/", at_ + 2) + 2;
}

/// `at_` is at a `#` that begins a line. Its tokens are not part of a statement.
void CppScanner::preprocessor() {
  code_.has_preprocessor = true;
  in_directive_ = true;
  line_start_ = false;
  const std::size_t hash = at_++;
  while (at_ < text_.size() && is_blank_char(text_[at_])) ++at_;
  std::size_t end = at_;
  while (end < text_.size() && is_word(text_[end])) ++end;
  const std::string_view name = text_.substr(at_, end - at_);
  at_ = end;
  std::size_t line = end;
  const bool is_text = name == "error" || name == "warning";
  const bool is_include = name == "include" || name == "include_next" || name == "import";
  if (is_text || is_include)
    while (line < text_.size() && text_[line] != '\n' && !is_delimiter_of_element(text_.substr(line, 2))) ++line;
  // `#error don't` is not an unterminated literal.
  if (is_text) at_ = line;
  while (line > end && is_blank_char(text_[line - 1])) --line;
  if (is_include && !is_skipped())
    code_.findings.push_back({CppFindingKind::kPreprocessorInclude, offset(hash), offset(line)});
  if (name.starts_with("if") || name.starts_with("el") || name == "endif") {
    code_.has_conditionals = true;
    if (tokens_ != nullptr) record(condition_kind(name), hash, end);
    condition(name, end);
  }
}

/// Follows `#if` and what belongs to it; `value` is where the condition begins.
void CppScanner::condition(std::string_view directive, std::size_t value) {
  if (directive.starts_with("if")) {
    while (value < text_.size() && is_blank_char(text_[value])) ++value;
    std::size_t end = value;
    while (end < text_.size() && is_word(text_[end])) ++end;
    const std::string_view word = text_.substr(value, end - value);
    while (end < text_.size() && is_blank_char(text_[end])) ++end;
    const bool is_whole = end >= text_.size() || text_[end] == '\n' || text_[end] == '/' || is_closer(end);
    conditions_.push_back(directive == "if" && (word == "0" || word == "false") && is_whole);
    if (conditions_.back()) ++skipped_;
  } else if (!conditions_.empty()) {
    if (conditions_.back()) --skipped_;
    // What follows `#else` or `#elif` is not known to be skipped.
    if (directive == "endif") conditions_.pop_back();
    else conditions_.back() = false;
  }
}

/// Records the literal and ends the code at the next `%>`, or at a `<%` before it.
void CppScanner::unterminated(CppFindingKind kind, std::size_t begin, std::size_t size) {
  code_.is_damaged = true;
  at_ = begin;
  while (!at_end_of_element()) ++at_;
  // The literal may have swallowed page text; then only the end of the element is missing.
  if (code_.ended_by == CppCode::End::kClosed) code_.findings.push_back({kind, offset(begin), offset(begin + size)});
}

void CppScanner::finish() {
  at_ = std::min(at_, text_.size());
  code_.end = offset(at_);
  if (code_.ended_by != CppCode::End::kClosed) code_.is_damaged = true;
  for (const std::uint32_t open : open_) {
    const bool brace = text_[open] == '{';
    code_.findings.push_back({brace ? CppFindingKind::kOpenBrace : CppFindingKind::kUnclosed, open, open + 1});
  }
  code_.escapes.erase_if([&](std::uint32_t escape) { return escape >= code_.end; });
}

}  // namespace quire::compiler
