#include "compiler/parse/el_parser.h"

#include "compiler/lex/xml_name.h"
#include "runtime/base/ascii.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace quire::compiler {
namespace {

bool is_name_start(char c) { return is_alpha(c) || c == '_' || c == '$'; }

class ElParser {
 public:
  ElParser(std::string_view text, Span inner, const RareVector<Escape>& escapes, Span element, Sink& sink)
      : text_(text), inner_(inner), escapes_(escapes), element_(element), sink_(sink) {
    std::uint32_t source = inner.begin;
    std::size_t decoded = 0;
    for (const Escape& escape : escapes) {
      decoded += escape.begin - source;
      decoded_.push_back(decoded);
      decoded += escape.text.size();
      source = escape.end;
    }
  }

  ElExpression run() {
    ElExpression expression;
    while (true) {
      skip_blanks();
      if (at_ >= text_.size()) {
        sink_.report(DiagnosticKind::kBadExpression, element_,
                     expression.empty() ? "expression is empty" : "`+` is missing its right operand");
        return {};
      }
      std::optional<ElOperand> operand = this->operand();
      if (!operand) return {};
      expression.push_back(*std::move(operand));
      skip_blanks();
      if (at_ >= text_.size()) return expression;
      if (text_[at_] != '+' || text_.substr(at_).starts_with("+=")) return unsupported();
      ++at_;
    }
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && is_xml_blank(text_[at_])) ++at_;
  }

  /// The offset in the file of a byte of the text.
  std::uint32_t to_source(std::size_t offset) const {
    const auto after = std::upper_bound(decoded_.begin(), decoded_.end(), offset);
    if (after == decoded_.begin()) return inner_.begin + static_cast<std::uint32_t>(offset);
    const auto index = static_cast<std::size_t>(after - decoded_.begin()) - 1;
    const std::size_t end = decoded_[index] + escapes_[index].text.size();
    return offset < end ? escapes_[index].begin : escapes_[index].end + static_cast<std::uint32_t>(offset - end);
  }

  ElOperand made(ElOperand::Kind kind, std::size_t begin, std::string text) const {
    return {kind, {inner_.file, to_source(begin), to_source(at_)}, std::move(text)};
  }

  ElExpression unsupported() {
    sink_.report(DiagnosticKind::kNotSupportedYet, element_,
                 "only literals, names and `+` of the Expression Language are supported so far");
    return {};
  }

  std::optional<ElOperand> operand() {
    const char c = text_[at_];
    if (c == '"' || c == '\'') return string(c);
    if (is_digit(c)) return number();
    if (is_name_start(c)) return word();
    unsupported();
    return std::nullopt;
  }

  std::optional<ElOperand> string(char quote) {
    const std::size_t begin = at_;
    std::string text;
    for (++at_; at_ < text_.size() && text_[at_] != quote; ++at_) {
      const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
      if (text_[at_] == '\\' && (next == '\\' || next == '"' || next == '\'')) ++at_;
      text += text_[at_];
    }
    if (at_ >= text_.size()) {
      sink_.report(DiagnosticKind::kBadExpression, element_,
                   std::string("string in an expression is missing its closing `") + quote + "`");
      return std::nullopt;
    }
    ++at_;
    return made(ElOperand::Kind::kString, begin, std::move(text));
  }

  ElOperand number() {
    const std::size_t begin = at_;
    bool floating = false;
    while (at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == '.')) floating |= text_[at_++] == '.';
    const auto kind = floating ? ElOperand::Kind::kDouble : ElOperand::Kind::kInteger;
    return made(kind, begin, std::string(text_.substr(begin, at_ - begin)));
  }

  ElOperand word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && (is_name_start(text_[at_]) || is_digit(text_[at_]))) ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    const auto kind = word == "null"                      ? ElOperand::Kind::kNull
                      : word == "true" || word == "false" ? ElOperand::Kind::kBool
                                                          : ElOperand::Kind::kName;
    return made(kind, begin, std::string(word));
  }

  std::string_view text_;
  Span inner_;
  const RareVector<Escape>& escapes_;
  // The offset in the text where the text of each escape begins.
  std::vector<std::size_t> decoded_;
  Span element_;
  Sink& sink_;
  std::size_t at_ = 0;
};

}  // namespace

ElExpression parse_el(std::string_view text, Span inner, const RareVector<Escape>& escapes, Span element, Sink& sink) {
  return ElParser(text, inner, escapes, element, sink).run();
}

}  // namespace quire::compiler
