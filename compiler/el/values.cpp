#include "compiler/el/el_parser.h"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace quire::compiler {

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

}  // namespace quire::compiler
