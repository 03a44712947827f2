#ifndef QUIRE_COMPILER_AST_VERIFY_H_
#define QUIRE_COMPILER_AST_VERIFY_H_

#include "compiler/ast/page.h"

namespace quire::compiler {

/// Ends the program (`QUIRE_CHECK`) when the tree of an assembled page, with its
/// tag files, is not as later stages take for granted, whatever its author
/// wrote: elements lie in their files and begin before what they hold, nothing
/// is left to include, each slot has a name, each tag a library and tag file.
void verify_assembled(const Page& page, const SourceSet& sources);

/// The same after the checks, with values and code: escapes are in order and in
/// their text. Where no error was reported, `is_sound`, nothing is left that
/// has no meaning: no unknown action, no `${…}` that was not read, no code
/// without its end.
void verify_checked(const Page& page, const SourceSet& sources, bool is_sound);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_AST_VERIFY_H_
