#ifndef QUIRE_COMPILER_AST_VERIFY_H_
#define QUIRE_COMPILER_AST_VERIFY_H_

#include "compiler/ast/page.h"

namespace quire::compiler {

/// Ends the program (`QUIRE_CHECK`) if the tree of an assembled page and its tag files
/// breaks an invariant that later stages rely on, whatever the author wrote: elements are
/// within their files and begin before their children, no includes remain, each slot has a
/// name, each tag has a library and a tag file.
void verify_assembled(const Page& page, const SourceSet& sources);

/// The same after the checks, also for values and code: escapes are in order and within
/// their text. If no error was reported (`is_sound`), nothing meaningless remains: no
/// unknown action, no unparsed `${…}`, no unterminated code.
void verify_checked(const Page& page, const SourceSet& sources, bool is_sound);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_AST_VERIFY_H_
