#include "compiler/parse/xml_code.h"

#include "compiler/lex/decoded_text.h"
#include "compiler/lex/source_problems.h"
#include "compiler/lex/xml_name.h"
#include "compiler/lex/xml_reference.h"

#include <algorithm>

namespace quire::compiler {

Node parse_xml_code(NodeKind kind, Span all, std::uint32_t begin, std::vector<const XmlToken*> texts,
                    const SourceSet& sources, Sink& sink) {
  Node node{kind, all, {all.file, begin, begin}};
  const auto is_blank = [&](const XmlToken* token) { return is_xml_blank(sources.text(token->inner)); };
  while (!texts.empty() && is_blank(texts.back())) texts.pop_back();
  texts.erase(texts.begin(), std::ranges::find_if_not(texts, is_blank));
  if (texts.empty()) return node;
  node.inner = {all.file, texts.front()->inner.begin, texts.back()->inner.end};
  DecodedText decoded(node.inner);
  std::uint32_t at = node.inner.begin;
  for (const XmlToken* token : texts) {
    // Delimiters of CDATA sections, and comments, are not part of the code.
    if (token->inner.begin > at) decoded.append_escape(token->inner.begin - at, "");
    if (token->kind == XmlTokenKind::kCdata) decoded.append(sources.text(token->inner));
    else append_decoded(decoded, token->inner, sources);
    at = token->inner.end;
  }
  CppScanner scanner(decoded.text(), CppScanner::Until::kEndOfText);
  node.code = decoded.to_source(scanner.scan(0));
  node.escapes = decoded.escapes_within(node.inner);
  report_literals(node.code, all.file, sources, sink);
  return node;
}

}  // namespace quire::compiler
