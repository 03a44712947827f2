#ifndef QUIRE_COMPILER_IMPORT_XML_IMPORTER_H_
#define QUIRE_COMPILER_IMPORT_XML_IMPORTER_H_

#include "compiler/import/pieces.h"

namespace quire::compiler {

/// Turns a JSP document, in XML, of which elements in `refused` are left.
Pieces import_xml(FileId file, const SourceSet& sources, const Refused& refused);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_XML_IMPORTER_H_
