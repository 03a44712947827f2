#ifndef QUIRE_COMPILER_PARSE_XML_PARSER_H_
#define QUIRE_COMPILER_PARSE_XML_PARSER_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/lex/lexer.h"

namespace quire::compiler {

/// What a document is to the page whose file it is.
enum class DocumentRole : unsigned char {
  kPage,
  /// A tag file or an included file: its output stands in that of another.
  kPart,
};

/// Makes a page of a document in XML (Jakarta Server Pages 4.0, 6):
///
///     <html xmlns:page="quire:page">
///       <page:directive.page import="cart.h"/>
///       <p class="${kind}"><page:expression>cart.size()</page:expression></p>
///     </html>
///
/// Elements of other namespaces are text, as they stand in the file; blank
/// text is dropped outside `<page:text>`. Namespaces of tag libraries become
/// taglib directives. The text of `<page:output>` goes first; a page without
/// `<page:root>` has an XML declaration there. Goes on after mistakes, but not
/// into elements that are more than 200 deep.
Page parse_xml(FileId file, const SourceSet& sources, Sink& sink, const LexOptions& options, DocumentRole role);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_XML_PARSER_H_
