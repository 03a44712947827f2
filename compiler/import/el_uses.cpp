#include "compiler/import/el_uses.h"

#include "compiler/el/parser.h"
#include "compiler/parse/tag_parser.h"

#include <string>

namespace quire::compiler {
namespace {

void read(const std::string& text, Span inner, const RareVector<Escape>& escapes, Span element,
          std::vector<ElNode>& result) {
  // Mistakes are reported when the result is translated.
  Sink ignored;
  for (const ElNode& expression : parse_el(text, inner, escapes, element, ignored)) result.push_back(expression);
}

}  // namespace

std::vector<ElNode> expressions_of(const TokenBuffer& buffer, const SourceSet& sources) {
  std::vector<ElNode> result;
  for (const Token& token : buffer.tokens) {
    if (token.kind == TokenKind::kEl) read(unescaped(token, sources), token.inner, token.escapes, token.span, result);
    if (token.kind != TokenKind::kOpenAction) continue;
    Sink ignored;
    const Node node = parse_action(token, buffer.el, sources, ignored);
    for (const Attribute& attribute : node.attributes)
      for (const Node& part : attribute.parts)
        if (part.kind == NodeKind::kEl)
          read(unescaped(part.inner, part.escapes, sources), part.inner, part.escapes, part.span, result);
  }
  return result;
}

}  // namespace quire::compiler
