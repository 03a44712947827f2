#ifndef QUIRE_COMPILER_IMPORT_XML_IMPORTER_H_
#define QUIRE_COMPILER_IMPORT_XML_IMPORTER_H_

#include "compiler/import/pieces.h"

namespace quire::compiler {

/// Converts a JSP document in XML, except for the elements in `refused`.
Pieces import_xml(FileId file, const SourceSet& sources, const Refused& refused);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_XML_IMPORTER_H_
