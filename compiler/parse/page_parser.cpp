#include "compiler/parse/page_parser.h"

#include "compiler/lex/attribute_scanner.h"
#include "compiler/parse/directive_parser.h"

#include <optional>
#include <utility>

namespace quire::compiler {
namespace {

Node embedded(NodeKind kind, Token& token) {
  Node node{kind, token.span, token.inner};
  node.code = std::move(token.code);
  node.escapes = std::move(token.escapes);
  return node;
}

std::optional<Node> node_of(Token& token, const SourceSet& sources, Sink& sink) {
  switch (token.kind) {
    case TokenKind::kLiteral:
      return Node{NodeKind::kText, token.span, token.inner, unescaped(token, sources)};
    case TokenKind::kExpression:
      return embedded(NodeKind::kExpression, token);
    case TokenKind::kRawExpression:
      return embedded(NodeKind::kRawExpression, token);
    case TokenKind::kScriptlet:
      return embedded(NodeKind::kScriptlet, token);
    case TokenKind::kDeclaration:
      return embedded(NodeKind::kDeclaration, token);
    case TokenKind::kDirective:
      return parse_directive(token, sources, sink);
    case TokenKind::kEl:
      return Node{NodeKind::kEl, token.span, token.inner};
    case TokenKind::kOpenAction: {
      const Span name = scan_attributes(token.inner, sources).name;
      return Node{NodeKind::kAction, token.span, token.inner, std::string(sources.text(name))};
    }
    case TokenKind::kCloseAction:
    case TokenKind::kComment:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

Page parse(TokenBuffer tokens, const SourceSet& sources, Sink& sink) {
  Page page{tokens.file, tokens.el_enabled, {}};
  page.nodes.reserve(tokens.tokens.size());
  for (Token& token : tokens.tokens)
    if (auto node = node_of(token, sources, sink)) page.nodes.push_back(*std::move(node));
  return page;
}

}  // namespace quire::compiler
