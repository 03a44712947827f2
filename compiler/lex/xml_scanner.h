#ifndef QUIRE_COMPILER_LEX_XML_SCANNER_H_
#define QUIRE_COMPILER_LEX_XML_SCANNER_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/source/source_file.h"

#include <vector>

namespace quire::compiler {

enum class XmlTokenKind : unsigned char {
  kOpenTag,
  kEmptyTag,  // `<a/>`
  kCloseTag,
  kText,
  kCdata,
  kInstruction,  // `<?a …?>`
};

struct XmlAttribute {
  /// With the blanks before it: what goes when the attribute is left out.
  Span span;
  Span name;
  /// Between the quotes.
  Span value;
};

/// A piece of an XML document.
struct XmlToken {
  XmlTokenKind kind;
  /// With the delimiters.
  Span span;
  /// Between the delimiters; of text and instructions, all.
  Span inner;
  /// Of a tag.
  Span name = {};
  std::vector<XmlAttribute> attributes = {};
  /// The tag was reported as no tag at all: what it seems to open need not be closed.
  bool is_damaged = false;
};

/// Splits an XML document (XML 1.0) into its pieces and reports what is wrong
/// with the form of each; whether tags match is left to the parser. Comments,
/// the XML declaration and the document type declaration are dropped: they
/// mean nothing to a page. Entities that a document declares are not read, and
/// the document must be UTF-8. After a mistake it goes on at the next tag.
/// Linear in time and memory.
std::vector<XmlToken> scan_xml(FileId file, const SourceSet& sources, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_XML_SCANNER_H_
