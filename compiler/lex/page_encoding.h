#ifndef QUIRE_COMPILER_LEX_PAGE_ENCODING_H_
#define QUIRE_COMPILER_LEX_PAGE_ENCODING_H_

#include "compiler/source/source_file.h"

#include <string>

namespace quire::compiler {

/// The encoding that a page declares (Jakarta Server Pages 4.0, 4.1): in XML by its XML
/// declaration, otherwise by the first `pageEncoding` of a page or tag directive. Empty if
/// it declares none, or is in ASCII, which is the same in all of them.
std::string declared_encoding(FileId file, const SourceSet& sources, bool is_xml);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_PAGE_ENCODING_H_
