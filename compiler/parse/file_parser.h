#ifndef QUIRE_COMPILER_PARSE_FILE_PARSER_H_
#define QUIRE_COMPILER_PARSE_FILE_PARSER_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/lex/lexer.h"
#include "compiler/parse/xml_parser.h"

#include <optional>

namespace quire::compiler {

/// Whether a file is written in XML: its name ends in `.pagex` or `.tagx`, or
/// its root element is `<page:root>` (Jakarta Server Pages 4.0, 6.2.1).
bool is_xml_file(const SourceFile& file);

/// Lexes and parses a file in the syntax that it is written in. `is_xml` overrides the
/// detection of XML.
Page parse_file(FileId file, const SourceSet& sources, Sink& sink, const LexOptions& options, DocumentRole role,
                std::optional<bool> is_xml = std::nullopt);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_FILE_PARSER_H_
