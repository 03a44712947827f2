#include "compiler/lex/page_encoding.h"

#include "compiler/lex/attribute_scanner.h"
#include "compiler/lex/lexer.h"
#include "compiler/lex/xml_prolog.h"
#include "runtime/base/ascii.h"

#include <algorithm>
#include <string_view>

namespace quire::compiler {

std::string declared_encoding(FileId file, const SourceSet& sources, bool is_xml) {
  const std::string_view bytes = sources.file(file).bytes();
  if (std::ranges::all_of(bytes, [](char c) { return is_ascii(c); })) return {};
  if (is_xml) return std::string(sources.text(declared_xml_encoding(file, sources)));
  constexpr std::string_view kAttribute = "pageEncoding";
  if (bytes.find(kAttribute) == std::string_view::npos) return {};
  // The file is lexed again once it is decoded, and its errors are reported then.
  Sink ignored;
  for (const Token& token : lex(file, sources, ignored).tokens) {
    if (token.kind != TokenKind::kDirective) continue;
    const TagText tag = scan_attributes(token.inner, sources);
    const std::string_view name = sources.text(tag.name);
    const std::string_view encoding = tag.value(kAttribute, sources);
    if ((name == "page" || name == "tag") && !encoding.empty()) return std::string(encoding);
  }
  return {};
}

}  // namespace quire::compiler
