#include "compiler/el/parser.h"

#include "compiler/el/el_parser.h"

#include <algorithm>

namespace quire::compiler {
namespace {

constexpr std::size_t kMostBytes = 32'768;
constexpr int kMostLevels = 100;
/// Of the whole tree: `a + b + c` has no brackets, but is nested all the same.
constexpr int kGreatestDepth = 200;

}  // namespace

ElParser::ElParser(std::string_view text, Span inner, const RareVector<Escape>& escapes, Span element, Sink& sink)
    : text_(text), inner_(inner), escapes_(escapes), element_(element), sink_(sink), lexer_(text) {
  std::uint32_t source = inner.begin;
  std::size_t decoded = 0;
  for (const Escape& escape : escapes) {
    decoded += escape.begin - source;
    decoded_.push_back(decoded);
    decoded += escape.text.size();
    source = escape.end;
  }
}

ElParser::Level::Level(ElParser& parser) : parser_(parser) {
  if (++parser_.levels_ > kMostLevels)
    parser_.fail(DiagnosticKind::kNestingLimit, parser_.token_.begin, parser_.token_.end,
                 "expression is nested more than 100 levels deep");
}

RareVector<ElNode> ElParser::run() {
  if (text_.size() > kMostBytes) {
    sink_.report(DiagnosticKind::kSizeLimit, element_, "expression has more than 32,768 bytes");
    return {};
  }
  token_ = lexer_.next();
  next_ = lexer_.next();
  if (at(ElTokenKind::kEnd)) {
    sink_.report(DiagnosticKind::kBadExpression, element_, "expression is empty; write a name or a value");
    return {};
  }
  std::vector<ElNode> result;
  result.push_back(sequence());
  if (!at(ElTokenKind::kEnd)) fail(unexpected_token(text_, before_, token_));
  if (has_failed_) return {};
  return result;
}

void ElParser::fail(DiagnosticKind kind, std::size_t begin, std::size_t end, std::string message) {
  if (!has_failed_) sink_.report(kind, span(begin, end), std::move(message));
  has_failed_ = true;
  lexer_ = ElLexer(text_, text_.size());
  token_ = next_ = lexer_.next();
}

std::uint32_t ElParser::to_source(std::size_t offset) const {
  if (decoded_.empty()) return inner_.begin + static_cast<std::uint32_t>(offset);
  const auto after = std::upper_bound(decoded_.begin(), decoded_.end(), offset);
  if (after == decoded_.begin()) return inner_.begin + static_cast<std::uint32_t>(offset);
  const auto index = static_cast<std::size_t>(after - decoded_.begin()) - 1;
  const std::size_t end = decoded_[index] + escapes_[index].text.size();
  return offset < end ? escapes_[index].begin : escapes_[index].end + static_cast<std::uint32_t>(offset - end);
}

void ElParser::deepen(int depth) {
  depth_ = depth + 1;
  if (depth_ > kGreatestDepth)
    fail(DiagnosticKind::kNestingLimit, before_.begin, before_.end,
         "more than 200 operations depend on each other in this expression; split it up");
}

ElNode ElParser::joined(ElKind kind, std::size_t begin, const ElToken& sign, ElNode left, ElNode right) {
  ElNode node = made(kind, begin);
  node.name_span = span(sign);
  node.operands.reserve(2);
  node.operands.push_back(std::move(left));
  node.operands.push_back(std::move(right));
  return node;
}

RareVector<ElNode> parse_el(std::string_view text, Span inner, const RareVector<Escape>& escapes, Span element,
                            Sink& sink) {
  return ElParser(text, inner, escapes, element, sink).run();
}

}  // namespace quire::compiler
