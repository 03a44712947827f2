#include "compiler/el/parser.h"

#include "compiler/el/lexer.h"
#include "compiler/el/mistakes.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace quire::compiler {
namespace {

constexpr std::size_t kMostBytes = 32'768;
constexpr int kMostLevels = 100;
/// Of the whole tree: `a + b + c` has no brackets, but is nested all the same.
constexpr int kGreatestDepth = 200;

/// The precedence of a binary operator, from 1; 0 for what is none.
struct BinaryOperator {
  int precedence = 0;
  ElKind kind = ElKind::kNull;
};

BinaryOperator binary_operator(ElTokenKind kind) {
  switch (kind) {
    case ElTokenKind::kOr:
      return {1, ElKind::kOr};
    case ElTokenKind::kAnd:
      return {2, ElKind::kAnd};
    case ElTokenKind::kEqual:
      return {3, ElKind::kEqual};
    case ElTokenKind::kNotEqual:
      return {3, ElKind::kNotEqual};
    case ElTokenKind::kLess:
      return {4, ElKind::kLess};
    case ElTokenKind::kLessEqual:
      return {4, ElKind::kLessEqual};
    case ElTokenKind::kGreater:
      return {4, ElKind::kGreater};
    case ElTokenKind::kGreaterEqual:
      return {4, ElKind::kGreaterEqual};
    case ElTokenKind::kConcat:
      return {5, ElKind::kConcat};
    case ElTokenKind::kPlus:
      return {6, ElKind::kAdd};
    case ElTokenKind::kMinus:
      return {6, ElKind::kSubtract};
    case ElTokenKind::kMultiply:
      return {7, ElKind::kMultiply};
    case ElTokenKind::kDivide:
      return {7, ElKind::kDivide};
    case ElTokenKind::kModulo:
      return {7, ElKind::kModulo};
    default:
      return {};
  }
}

/// One function for each level of the grammar. After the first mistake, every token is the
/// end, so that all functions return; what they return is then dropped.
class ElParser {
 public:
  ElParser(std::string_view text, Span inner, const RareVector<Escape>& escapes, Span element, Sink& sink)
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

  RareVector<ElNode> run();

 private:
  /// While it lives, what is parsed is one level deeper.
  class Level {
   public:
    explicit Level(ElParser& parser) : parser_(parser) {
      if (++parser_.levels_ > kMostLevels)
        parser_.fail(DiagnosticKind::kNestingLimit, parser_.token_.begin, parser_.token_.end,
                     "expression is nested more than 100 levels deep");
    }
    ~Level() { --parser_.levels_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    ElParser& parser_;
  };

  ElNode sequence();
  ElNode assignment();
  bool is_prefixed_name() const;
  ElNode prefixed_name();
  bool begins_lambda() const;
  ElNode lambda();
  ElNode choice();
  ElNode conditional(ElNode condition, std::size_t begin);
  ElNode binary(int least_precedence);
  ElNode unary();
  ElNode suffixed();
  ElNode property(ElNode object, std::size_t begin);
  ElNode index(ElNode object, std::size_t begin);
  ElNode primary();
  ElNode integer();
  ElNode floating();
  ElNode string();
  ElNode name();
  ElNode list();
  ElNode set_or_map();

  ElNode nested() {
    const Level level(*this);
    return sequence();
  }
  ElNode nested_choice() {
    const Level level(*this);
    return choice();
  }
  /// Expressions with commas between them, up to the bracket that closes `open`.
  void elements(const ElToken& open, ElTokenKind closing, std::vector<ElNode>& nodes);
  /// The arguments in parentheses.
  void arguments(std::vector<ElNode>& nodes);

  bool at(ElTokenKind kind) const { return token_.kind == kind; }
  /// The current token, after which the next is current.
  ElToken take() {
    before_ = std::exchange(token_, next_);
    next_ = lexer_.next();
    return before_;
  }
  void close(const ElToken& open, ElTokenKind closing) {
    if (at(closing)) take();
    else fail(missing_bracket(text_, open, before_, token_));
  }
  std::string_view text_of(const ElToken& token) const { return text_.substr(token.begin, token.end - token.begin); }

  /// Reports the first mistake.
  void fail(DiagnosticKind kind, std::size_t begin, std::size_t end, std::string message);
  void fail(ElMistake mistake) {
    fail(DiagnosticKind::kBadExpression, mistake.begin, mistake.end, std::move(mistake.message));
  }

  std::uint32_t to_source(std::size_t offset) const;
  Span span(std::size_t begin, std::size_t end) const { return {inner_.file, to_source(begin), to_source(end)}; }
  Span span(const ElToken& token) const { return span(token.begin, token.end); }
  /// A node that ends with the token before the current one.
  ElNode made(ElKind kind, std::size_t begin, std::string text = {}) const {
    return {kind, span(begin, before_.end), std::move(text)};
  }
  ElNode joined(ElKind kind, std::size_t begin, const ElToken& sign, ElNode left, ElNode right);
  void deepen(int depth);

  std::string_view text_;
  Span inner_;
  const RareVector<Escape>& escapes_;
  /// The offset in the text where the text of each escape begins.
  std::vector<std::size_t> decoded_;
  Span element_;
  Sink& sink_;
  ElLexer lexer_;
  ElToken before_;
  ElToken token_;
  ElToken next_;
  int levels_ = 0;
  /// Of the tree that the last function returned.
  int depth_ = 0;
  bool has_failed_ = false;
};

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

/// `a; b`, left-associative.
ElNode ElParser::sequence() {
  const std::size_t begin = token_.begin;
  ElNode left = assignment();
  while (at(ElTokenKind::kSemicolon)) {
    const ElToken sign = take();
    const int depth = depth_;
    ElNode right = assignment();
    left = joined(ElKind::kSequence, begin, sign, std::move(left), std::move(right));
    deepen(std::max(depth, depth_));
  }
  return left;
}

/// `a = b`, right-associative, or a lambda.
ElNode ElParser::assignment() {
  if (begins_lambda()) return lambda();
  const std::size_t begin = token_.begin;
  ElNode left = is_prefixed_name() ? prefixed_name() : choice();
  if (!at(ElTokenKind::kAssign)) return left;
  if (left.kind != ElKind::kName && left.kind != ElKind::kProperty && left.kind != ElKind::kIndex) {
    fail(unexpected_token(text_, before_, token_));
    return left;
  }
  const ElToken sign = take();
  const int depth = depth_;
  const Level level(*this);
  ElNode right = assignment();
  deepen(std::max(depth, depth_));
  return joined(ElKind::kAssign, begin, sign, std::move(left), std::move(right));
}

/// `p:f = …`, which defines a function for the rest of the expression.
bool ElParser::is_prefixed_name() const {
  if (levels_ > 0 || !at(ElTokenKind::kName) || next_.kind != ElTokenKind::kColon) return false;
  ElLexer ahead = lexer_;
  return ahead.next().kind == ElTokenKind::kName && ahead.next().kind == ElTokenKind::kAssign;
}

ElNode ElParser::prefixed_name() {
  const ElToken prefix = take();
  take();
  const ElToken name = take();
  depth_ = 1;
  return made(ElKind::kName, prefix.begin, std::string(text_of(prefix)).append(":").append(text_of(name)));
}

/// `x ->`, `() ->`, `(x, y) ->`.
bool ElParser::begins_lambda() const {
  if (at(ElTokenKind::kName)) return next_.kind == ElTokenKind::kArrow;
  if (!at(ElTokenKind::kLeftParen)) return false;
  ElLexer ahead = lexer_;
  ElToken token = next_;
  while (token.kind == ElTokenKind::kName) {
    token = ahead.next();
    if (token.kind != ElTokenKind::kComma) break;
    token = ahead.next();
    if (token.kind != ElTokenKind::kName) return false;
  }
  return token.kind == ElTokenKind::kRightParen && ahead.next().kind == ElTokenKind::kArrow;
}

ElNode ElParser::lambda() {
  const std::size_t begin = token_.begin;
  std::vector<ElNode> operands;
  const bool in_parentheses = at(ElTokenKind::kLeftParen);
  if (in_parentheses) take();
  while (at(ElTokenKind::kName)) {
    const ElToken token = take();
    ElNode parameter = made(ElKind::kName, token.begin, std::string(text_of(token)));
    const auto same = [&](const ElNode& other) { return other.text == parameter.text; };
    if (std::any_of(operands.begin(), operands.end(), same))
      fail(DiagnosticKind::kBadExpression, token.begin, token.end,
           "lambda has two parameters named `" + parameter.text + "`");
    operands.push_back(std::move(parameter));
    if (at(ElTokenKind::kComma)) take();
  }
  if (in_parentheses) take();
  const ElToken arrow = take();
  const Level level(*this);
  operands.push_back(begins_lambda() ? lambda() : choice());
  deepen(depth_);
  ElNode node = made(ElKind::kLambda, begin);
  node.name_span = span(arrow);
  node.operands = std::move(operands);
  return node;
}

/// `a ? b : c`, `a ?: b`, `a ?? b`, right-associative.
ElNode ElParser::choice() {
  const std::size_t begin = token_.begin;
  ElNode left = binary(1);
  if (at(ElTokenKind::kQuestion)) return conditional(std::move(left), begin);
  if (!at(ElTokenKind::kElvis) && !at(ElTokenKind::kCoalesce)) return left;
  const ElKind kind = at(ElTokenKind::kElvis) ? ElKind::kElvis : ElKind::kCoalesce;
  const ElToken sign = take();
  const int depth = depth_;
  ElNode right = nested_choice();
  deepen(std::max(depth, depth_));
  return joined(kind, begin, sign, std::move(left), std::move(right));
}

ElNode ElParser::conditional(ElNode condition, std::size_t begin) {
  const ElToken sign = take();
  int depth = depth_;
  ElNode first = nested_choice();
  depth = std::max(depth, depth_);
  if (!at(ElTokenKind::kColon)) {
    const bool may_be_colon = first.kind == ElKind::kFunction && first.text.find(':') != std::string::npos;
    if (may_be_colon)
      fail(DiagnosticKind::kBadExpression, sign.begin, sign.end,
           "`?` is missing its `:`, because `" + first.text + "(…)` is a function; after a name, write ` : (…)`");
    else if (at(ElTokenKind::kEnd) || at(ElTokenKind::kRightParen) || at(ElTokenKind::kComma))
      fail(DiagnosticKind::kBadExpression, sign.begin, sign.end, "`?` is missing its `:`; write `a ? b : c`");
    else fail(unexpected_token(text_, before_, token_));
    return condition;
  }
  take();
  ElNode second = nested_choice();
  deepen(std::max(depth, depth_));
  ElNode node = joined(ElKind::kConditional, begin, sign, std::move(condition), std::move(first));
  node.operands.push_back(std::move(second));
  return node;
}

/// Left-associative operators, from `||` to `*`.
ElNode ElParser::binary(int least_precedence) {
  const std::size_t begin = token_.begin;
  ElNode left = unary();
  while (true) {
    const BinaryOperator found = binary_operator(token_.kind);
    if (found.precedence < least_precedence) return left;
    const ElToken sign = take();
    const int depth = depth_;
    ElNode right = binary(found.precedence + 1);
    left = joined(found.kind, begin, sign, std::move(left), std::move(right));
    deepen(std::max(depth, depth_));
  }
}

ElNode ElParser::unary() {
  ElKind kind = ElKind::kNegate;
  if (at(ElTokenKind::kNot)) kind = ElKind::kNot;
  else if (at(ElTokenKind::kEmpty)) kind = ElKind::kEmpty;
  else if (!at(ElTokenKind::kMinus)) return suffixed();
  const ElToken sign = take();
  const Level level(*this);
  ElNode operand = unary();
  deepen(depth_);
  ElNode node = made(kind, sign.begin);
  node.name_span = span(sign);
  node.operands.push_back(std::move(operand));
  return node;
}

/// A value with its properties, keys and arguments: `a.b[c].d(e)`.
ElNode ElParser::suffixed() {
  const std::size_t begin = token_.begin;
  bool can_be_called = at(ElTokenKind::kLeftParen);
  ElNode node = primary();
  can_be_called = can_be_called || node.kind == ElKind::kFunction;
  while (true) {
    if (at(ElTokenKind::kDot)) {
      node = property(std::move(node), begin);
    } else if (at(ElTokenKind::kLeftBracket)) {
      node = index(std::move(node), begin);
    } else if (at(ElTokenKind::kLeftParen) && can_be_called) {
      ElNode called{ElKind::kInvoke};
      called.operands.push_back(std::move(node));
      arguments(called.operands);
      called.span = span(begin, before_.end);
      node = std::move(called);
      deepen(depth_);
    } else {
      return node;
    }
    can_be_called = true;
  }
}

/// `.b` or `.b(c)`.
ElNode ElParser::property(ElNode object, std::size_t begin) {
  const ElToken dot = take();
  if (!is_word(token_.kind, text_of(token_))) {
    fail(DiagnosticKind::kBadExpression, dot.begin, dot.end,
         "`.` is missing the name of a property or method after it");
    return object;
  }
  const ElToken name = take();
  ElNode node{ElKind::kProperty, {}, std::string(text_of(name)), span(name)};
  node.operands.push_back(std::move(object));
  if (at(ElTokenKind::kLeftParen)) {
    node.kind = ElKind::kMethod;
    arguments(node.operands);
  }
  node.span = span(begin, before_.end);
  deepen(depth_);
  return node;
}

/// `[b]`, `["b"](c)`.
ElNode ElParser::index(ElNode object, std::size_t begin) {
  const int depth = depth_;
  const ElToken open = take();
  ElNode key = nested();
  close(open, ElTokenKind::kRightBracket);
  ElNode node{ElKind::kIndex};
  node.operands.reserve(2);
  node.operands.push_back(std::move(object));
  if (at(ElTokenKind::kLeftParen) && key.kind == ElKind::kString) {
    node.kind = ElKind::kMethod;
    node.text = std::move(key.text);
    node.name_span = key.span;
    depth_ = depth;
    arguments(node.operands);
  } else {
    node.operands.push_back(std::move(key));
    depth_ = std::max(depth, depth_);
  }
  node.span = span(begin, before_.end);
  deepen(depth_);
  return node;
}

void ElParser::elements(const ElToken& open, ElTokenKind closing, std::vector<ElNode>& nodes) {
  int depth = depth_;
  if (!at(closing)) {
    nodes.push_back(nested());
    depth = std::max(depth, depth_);
    while (at(ElTokenKind::kComma)) {
      take();
      nodes.push_back(nested());
      depth = std::max(depth, depth_);
    }
  }
  close(open, closing);
  depth_ = depth;
}

void ElParser::arguments(std::vector<ElNode>& nodes) {
  const ElToken open = take();
  elements(open, ElTokenKind::kRightParen, nodes);
}

ElNode ElParser::primary() {
  depth_ = 1;
  switch (token_.kind) {
    case ElTokenKind::kName:
      return name();
    case ElTokenKind::kInteger:
      return integer();
    case ElTokenKind::kDouble:
      return floating();
    case ElTokenKind::kString:
      return string();
    case ElTokenKind::kNull: {
      const ElToken token = take();
      return made(ElKind::kNull, token.begin);
    }
    case ElTokenKind::kTrue:
    case ElTokenKind::kFalse: {
      const ElToken token = take();
      return made(ElKind::kBool, token.begin, std::string(text_of(token)));
    }
    case ElTokenKind::kLeftParen: {
      const ElToken open = take();
      ElNode node = nested();
      close(open, ElTokenKind::kRightParen);
      return node;
    }
    case ElTokenKind::kLeftBracket:
      return list();
    case ElTokenKind::kLeftBrace:
      return set_or_map();
    default:
      fail(missing_value(text_, before_, token_));
      return {};
  }
}

ElNode ElParser::integer() {
  const ElToken token = take();
  std::string_view digits = text_of(token);
  // Leading zeros would make it octal in C++.
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
  long long value = 0;
  if (std::from_chars(digits.data(), digits.data() + digits.size(), value).ec != std::errc())
    fail(DiagnosticKind::kBadExpression, token.begin, token.end,
         "integer is greater than 9,223,372,036,854,775,807; a greater one needs a decimal point");
  return made(ElKind::kInteger, token.begin, std::string(digits));
}

ElNode ElParser::floating() {
  const ElToken token = take();
  const std::string_view text = text_of(token);
  double value = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc())
    fail(DiagnosticKind::kBadExpression, token.begin, token.end,
         "number is outside the range of a double, about 1e-308 to 1e308");
  return made(ElKind::kDouble, token.begin, std::string(text));
}

ElNode ElParser::string() {
  const ElToken token = take();
  const std::string_view inside = text_.substr(token.begin + 1, token.end - token.begin - 2);
  std::string value;
  value.reserve(inside.size());
  for (std::size_t offset = 0; offset < inside.size(); ++offset) {
    const char next = offset + 1 < inside.size() ? inside[offset + 1] : '\0';
    if (inside[offset] == '\\' && (next == '\\' || next == '"' || next == '\'')) ++offset;
    value += inside[offset];
  }
  return made(ElKind::kString, token.begin, std::move(value));
}

/// `a`, `a::b`, or the function `f(…)`, `p:f(…)`, `a::f(…)`.
ElNode ElParser::name() {
  const ElToken first = take();
  std::string text(text_of(first));
  ElKind kind = ElKind::kName;
  const auto append = [&](std::string_view joint) {
    take();
    text.append(joint).append(text_of(token_));
    take();
  };
  if (at(ElTokenKind::kColon) && next_.kind == ElTokenKind::kName &&
      ElLexer(lexer_).next().kind == ElTokenKind::kLeftParen)
    append(":");
  while (at(ElTokenKind::kScope)) {
    if (next_.kind != ElTokenKind::kName) {
      fail(DiagnosticKind::kBadExpression, token_.begin, token_.end, "`::` is missing a name after it");
      return {};
    }
    append("::");
    kind = ElKind::kScopedName;
  }
  ElNode node = made(kind, first.begin, std::move(text));
  if (at(ElTokenKind::kLeftParen)) {
    node.kind = ElKind::kFunction;
    node.name_span = node.span;
    arguments(node.operands);
    node.span = span(first.begin, before_.end);
    deepen(depth_);
  }
  return node;
}

ElNode ElParser::list() {
  const ElToken open = take();
  ElNode node{ElKind::kList};
  elements(open, ElTokenKind::kRightBracket, node.operands);
  deepen(depth_);
  node.span = span(open.begin, before_.end);
  return node;
}

/// `{}` is a set.
ElNode ElParser::set_or_map() {
  const ElToken open = take();
  ElNode node{ElKind::kSet};
  int depth = depth_;
  while (!at(ElTokenKind::kRightBrace)) {
    node.operands.push_back(nested());
    depth = std::max(depth, depth_);
    if (node.operands.size() == 1 && at(ElTokenKind::kColon)) node.kind = ElKind::kMap;
    if (node.kind == ElKind::kMap) {
      if (!at(ElTokenKind::kColon)) {
        if (at(ElTokenKind::kComma) || at(ElTokenKind::kRightBrace))
          fail(DiagnosticKind::kBadExpression, before_.begin, before_.end,
               "key of a map is missing its value; write `key: value`");
        else fail(missing_bracket(text_, open, before_, token_));
        return node;
      }
      take();
      node.operands.push_back(nested());
      depth = std::max(depth, depth_);
    }
    if (!at(ElTokenKind::kComma)) break;
    take();
    if (at(ElTokenKind::kRightBrace)) fail(missing_value(text_, before_, token_));
  }
  close(open, ElTokenKind::kRightBrace);
  deepen(depth);
  node.span = span(open.begin, before_.end);
  return node;
}

}  // namespace

RareVector<ElNode> parse_el(std::string_view text, Span inner, const RareVector<Escape>& escapes, Span element,
                            Sink& sink) {
  return ElParser(text, inner, escapes, element, sink).run();
}

}  // namespace quire::compiler
