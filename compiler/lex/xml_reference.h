#ifndef QUIRE_COMPILER_LEX_XML_REFERENCE_H_
#define QUIRE_COMPILER_LEX_XML_REFERENCE_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/lex/decoded_text.h"

namespace quire::compiler {

/// Reports each `&` that does not begin a reference predefined in XML: a character by
/// number, or `&amp;` `&lt;` `&gt;` `&quot;` `&apos;` (XML 1.0, 4.1).
void check_references(Span text, const SourceSet& sources, Sink& sink);

/// Appends the text at `span` with its references decoded; those that were reported stay as they are.
void append_decoded(DecodedText& decoded, Span span, const SourceSet& sources);
DecodedText decode_references(Span span, const SourceSet& sources);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_XML_REFERENCE_H_
