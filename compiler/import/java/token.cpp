#include "compiler/import/java/token.h"

#include "runtime/base/ascii.h"

#include <algorithm>

namespace quire::compiler {
namespace {

/// Longest first. `>` `>` are separate tokens, because they close `List<List<String>>`.
constexpr std::string_view kSigns[] = {"<<=", "...", "->", "::", "++", "--", "&&", "||", "==", "!=", "<=",
                                       ">=",  "+=",  "-=", "*=", "/=", "&=", "|=", "^=", "%=", "<<"};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f'; }
bool is_word_start(char c) { return is_alpha(c) || c == '_' || c == '$' || !is_ascii(c); }
bool is_word(char c) { return is_word_start(c) || is_digit(c); }

class Scanner {
 public:
  explicit Scanner(std::string_view code) : code_(code) {}

  std::vector<JavaToken> run() {
    while (true) {
      const bool after_comment = skip();
      const std::size_t begin = at_;
      const JavaTokenKind kind = token();
      tokens_.push_back({kind, code_.substr(begin, at_ - begin), begin, after_comment});
      if (kind == JavaTokenKind::kEnd) return std::move(tokens_);
    }
  }

 private:
  char peek(std::size_t distance) const { return at_ + distance < code_.size() ? code_[at_ + distance] : '\0'; }
  bool starts(std::string_view text) const { return code_.compare(at_, text.size(), text) == 0; }
  void go_past(std::string_view terminator) {
    const std::size_t end = code_.find(terminator, at_);
    at_ = end == std::string_view::npos ? code_.size() : end + terminator.size();
  }

  /// Skips white space and comments; returns whether there was a comment.
  bool skip() {
    bool comment = false;
    while (at_ < code_.size()) {
      if (is_blank(code_[at_])) {
        ++at_;
      } else if (starts("//")) {
        at_ = std::min(code_.find('\n', at_), code_.size());
        comment = true;
      } else if (starts("/*")) {
        at_ += 2;
        go_past("*/");
        comment = true;
      } else {
        break;
      }
    }
    return comment;
  }

  JavaTokenKind token() {
    if (at_ >= code_.size()) return JavaTokenKind::kEnd;
    const char c = code_[at_];
    if (is_word_start(c)) {
      while (at_ < code_.size() && is_word(code_[at_])) ++at_;
      return JavaTokenKind::kWord;
    }
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    if (starts("\"\"\"")) {
      at_ += 3;
      go_past("\"\"\"");
      return JavaTokenKind::kOther;
    }
    if (c == '"' || c == '\'') return quoted(c);
    if (static_cast<unsigned char>(c) < ' ') return ++at_, JavaTokenKind::kOther;
    const auto* sign = std::ranges::find_if(kSigns, [this](std::string_view each) { return starts(each); });
    at_ += sign == std::end(kSigns) ? 1 : sign->size();
    return JavaTokenKind::kSign;
  }

  JavaTokenKind number() {
    for (; at_ < code_.size() && (is_word(code_[at_]) || code_[at_] == '.'); ++at_) {
      const bool exponent = code_[at_] == 'e' || code_[at_] == 'E';
      if (exponent && (peek(1) == '+' || peek(1) == '-')) ++at_;
    }
    return JavaTokenKind::kNumber;
  }

  JavaTokenKind quoted(char quote) {
    for (++at_; at_ < code_.size() && code_[at_] != '\n'; ++at_) {
      if (code_[at_] == quote) {
        ++at_;
        return quote == '"' ? JavaTokenKind::kString : JavaTokenKind::kCharacter;
      }
      if (code_[at_] == '\\' && at_ + 1 < code_.size()) ++at_;
    }
    return JavaTokenKind::kOther;
  }

  std::string_view code_;
  std::size_t at_ = 0;
  std::vector<JavaToken> tokens_;
};

}  // namespace

std::vector<JavaToken> scan_java(std::string_view code) { return Scanner(code).run(); }

}  // namespace quire::compiler
