#ifndef QUIRE_COMPILER_LEX_XML_PROLOG_H_
#define QUIRE_COMPILER_LEX_XML_PROLOG_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/source/source_file.h"

#include <cstddef>
#include <string_view>

namespace quire::compiler {

/// Reports what is wrong with `version="1.0" encoding="UTF-8"`, the part of an
/// XML declaration after its name.
void check_xml_declaration(Span text, const SourceSet& sources, Sink& sink);

struct DoctypeEnd {
  /// Past the `>`; the end of the text when there is none.
  std::size_t offset = 0;
  bool is_closed = false;
  /// Where the first `<!ENTITY` stands; `offset` when there is none.
  std::size_t entity = 0;
};

/// Where the document type declaration ends; `begin` is past its `<!DOCTYPE`.
DoctypeEnd find_doctype_end(std::string_view text, std::size_t begin);

/// Whether the root element of a document is `<page:root>` or `<jsp:root>`,
/// which makes any file one in XML (Jakarta Server Pages 4.0, 6.2.1).
bool has_root_action(std::string_view text);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_XML_PROLOG_H_
