#ifndef QUIRE_COMPILER_EMIT_EMIT_H_
#define QUIRE_COMPILER_EMIT_EMIT_H_

#include "compiler/ast/page.h"
#include "compiler/emit/cpp_unit.h"

#include <string_view>

namespace quire::compiler {

/// Emits a checked page as C++. Cannot fail: what cannot be emitted has been reported by
/// `check`, and is left out.
///
/// There is a text slot between any two elements, often empty, so that an edit of text
/// changes only `texts`. There is none between statements that belong together: white space
/// before `else` and `catch` is dropped, and nothing is emitted between `if (x)` and an
/// element that immediately follows.
CppUnit emit(const Page& page, const SourceSet& sources, std::string_view path, const EmitOptions& options = {});

/// Ends the program (`QUIRE_CHECK`) if an emitted unit breaks an invariant that compiling
/// it and mapping its positions back rely on.
void verify_unit(const CppUnit& unit, const SourceSet& sources);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_EMIT_H_
