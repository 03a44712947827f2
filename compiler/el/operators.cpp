#include "compiler/el/el_parser.h"

#include <algorithm>

namespace quire::compiler {
namespace {

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

}  // namespace

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
    else fail(missing_colon(text_, sign, before_, token_));
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

}  // namespace quire::compiler
