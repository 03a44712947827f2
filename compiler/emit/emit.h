#ifndef QUIRE_COMPILER_EMIT_EMIT_H_
#define QUIRE_COMPILER_EMIT_EMIT_H_

#include "compiler/ast/page.h"
#include "compiler/emit/cpp_unit.h"
#include "compiler/emit/emit_options.h"

#include <string_view>

namespace quire::compiler {

/// Writes a checked page as C++. Cannot fail: what cannot be emitted, `check`
/// has refused, and is left out.
///
/// A slot for text stands between any two elements, often empty, so that an
/// edit of text changes `texts` alone. There is none where it would come
/// between statements that belong together: white space before `else` and
/// `catch` is dropped, and nothing stands between `if (x)` and an element that
/// follows at once.
CppUnit emit(const Page& page, const SourceSet& sources, std::string_view path, const EmitOptions& options = {});

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_EMIT_H_
