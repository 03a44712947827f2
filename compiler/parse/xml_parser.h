#ifndef QUIRE_COMPILER_PARSE_XML_PARSER_H_
#define QUIRE_COMPILER_PARSE_XML_PARSER_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/lex/lexer.h"

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

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_XML_PARSER_H_
