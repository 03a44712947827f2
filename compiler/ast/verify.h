#ifndef QUIRE_COMPILER_AST_VERIFY_H_
#define QUIRE_COMPILER_AST_VERIFY_H_

#include "compiler/ast/page.h"

namespace quire::compiler {

/// Ends the program (`QUIRE_CHECK`) when the tree of an assembled page, with its
/// tag files, is not as later stages take for granted, whatever its author
/// wrote: places lie in their files and in the element around them, escapes are
/// in order, each slot has a name, each tag a library and tag file of the page.
void verify_assembled(const Page& page, const SourceSet& sources);

/// The same after the checks. Where they reported no error, `is_sound`, nothing
/// is left that has no meaning: no unknown action, no `${…}` that was not
/// read, no code without its end.
void verify_checked(const Page& page, const SourceSet& sources, bool is_sound);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_AST_VERIFY_H_
