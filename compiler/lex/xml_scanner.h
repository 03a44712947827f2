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
  /// Including the white space before it: the bytes to remove with the attribute.
  Span span;
  Span name;
  /// Between the quotes.
  Span value;
};

/// A piece of an XML document.
struct XmlToken {
  XmlTokenKind kind;
  /// Including the delimiters.
  Span span;
  /// Between the delimiters; for text and instructions, all of it.
  Span inner;
  /// Only for a tag.
  Span name = {};
  std::vector<XmlAttribute> attributes = {};
  /// Reported as a malformed tag: what it seems to open need not be closed.
  bool is_damaged = false;
};

/// Splits an XML document (XML 1.0) into tokens and reports malformed ones; matching tags
/// is left to the parser. Comments, the XML declaration and the document type declaration
/// are dropped, because they mean nothing to a page. Entities declared by the document are
/// not supported. After an error it continues with the
/// next tag. Linear in time and memory.
std::vector<XmlToken> scan_xml(FileId file, const SourceSet& sources, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_XML_SCANNER_H_
