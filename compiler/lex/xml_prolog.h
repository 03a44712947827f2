#ifndef QUIRE_COMPILER_LEX_XML_PROLOG_H_
#define QUIRE_COMPILER_LEX_XML_PROLOG_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/source/source_file.h"

#include <cstddef>
#include <string_view>

namespace quire::compiler {

/// Reports errors in `version="1.0" encoding="UTF-8"`, the part of an XML declaration after
/// its name. The encoding must be the one that the file is in (XML 1.0, 4.3.3).
void check_xml_declaration(Span text, const SourceSet& sources, Sink& sink);

/// The value of `encoding` in the XML declaration of a document; empty if there is none.
Span declared_xml_encoding(FileId file, const SourceSet& sources);

struct DoctypeEnd {
  /// After the `>`, or the end of the text if there is none.
  std::size_t offset = 0;
  bool is_closed = false;
  /// The offset of the first `<!ENTITY`, or `offset` if there is none.
  std::size_t entity = 0;
};

/// The end of the document type declaration; `begin` is after its `<!DOCTYPE`.
DoctypeEnd find_doctype_end(std::string_view text, std::size_t begin);

/// Whether the root element of a document is `<page:root>` or `<jsp:root>`, or `root` with another prefix
/// declared for standard actions. This makes any file an XML file (Jakarta Server Pages 4.0, 6.2.1).
bool has_root_action(std::string_view text);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_XML_PROLOG_H_
