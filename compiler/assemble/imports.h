#ifndef QUIRE_COMPILER_ASSEMBLE_IMPORTS_H_
#define QUIRE_COMPILER_ASSEMBLE_IMPORTS_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"

namespace quire::compiler {

/// Adds the headers in `import="<vector>, cart.h"` to `settings`, each once; `"cart.h"` in
/// quotes is the same as without them. Reports items that are not headers.
void read_imports(const Attribute& attribute, PageSettings& settings, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_IMPORTS_H_
