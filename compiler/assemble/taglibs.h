#ifndef QUIRE_COMPILER_ASSEMBLE_TAGLIBS_H_
#define QUIRE_COMPILER_ASSEMBLE_TAGLIBS_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"

namespace quire::compiler {

/// Reads a taglib directive: a folder of tag files, or a header whose structs are tags.
/// Reports unknown libraries and a prefix with two meanings.
void read_taglib(const Node& directive, Page& page, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_TAGLIBS_H_
