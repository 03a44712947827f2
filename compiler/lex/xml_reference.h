#ifndef QUIRE_COMPILER_LEX_XML_REFERENCE_H_
#define QUIRE_COMPILER_LEX_XML_REFERENCE_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/lex/decoded_text.h"

namespace quire::compiler {

/// Reports each `&` that begins no reference that XML knows by itself: the
/// characters by number, and `&amp;` `&lt;` `&gt;` `&quot;` `&apos;` (XML 1.0, 4.1).
void check_references(Span text, const SourceSet& sources, Sink& sink);

/// Adds the text at `span` with its references as what they stand for; those
/// that were reported stay as they are.
void append_decoded(DecodedText& decoded, Span span, const SourceSet& sources);
DecodedText decode_references(Span span, const SourceSet& sources);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_XML_REFERENCE_H_
