#ifndef QUIRE_COMPILER_PARSE_PARSE_H_
#define QUIRE_COMPILER_PARSE_PARSE_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/lex/lexer.h"
#include "compiler/lex/token.h"

#include <optional>

namespace quire::compiler {

/// The role of a document in the page that it belongs to.
enum class DocumentRole : unsigned char {
  kPage,
  /// A tag file or an included file: its output is part of another one.
  kPart,
};

/// Parses an XML document into a page (Jakarta Server Pages 4.0, 6):
///
///     <html xmlns:page="quire:page">
///       <page:directive.page import="cart.h"/>
///       <p class="${kind}"><page:expression>cart.size()</page:expression></p>
///     </html>
///
/// Elements in other namespaces are text, exactly as in the file; text that is only white
/// space is dropped outside `<page:text>`. Namespaces of tag libraries become taglib
/// directives. The text for `<page:output>` comes first; a page without `<page:root>` begins
/// with an XML declaration. Continues after errors, but not into elements that are nested
/// more than 200 levels deep.
Page parse_xml(FileId file, const SourceSet& sources, Sink& sink, const LexOptions& options, DocumentRole role);

/// Builds a page from the tokens of a file. Comments are dropped; unknown directives, and
/// unknown attributes of directives, are reported and left out.
Page parse(TokenBuffer tokens, const SourceSet& sources, Sink& sink);

/// Whether a file is written in XML: its name ends in `.pagex` or `.tagx`, or
/// its root element is `<page:root>` (Jakarta Server Pages 4.0, 6.2.1).
bool is_xml_file(const SourceFile& file);

/// Lexes and parses a file in the syntax that it is written in. `is_xml` overrides the
/// detection of XML.
Page parse_file(FileId file, const SourceSet& sources, Sink& sink, const LexOptions& options, DocumentRole role,
                std::optional<bool> is_xml = std::nullopt);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_PARSE_H_
