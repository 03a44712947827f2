#ifndef QUIRE_COMPILER_MAKE_MISSING_IMPORT_H_
#define QUIRE_COMPILER_MAKE_MISSING_IMPORT_H_

#include "compiler/clang/clang_frontend.h"
#include "compiler/diag/diagnostic.h"

namespace quire::compiler {

/// Reports the headers that a unit lacks, if the names at which there are errors are declared in
/// standard headers or in one header of the site: one error for each header, at its first use.
/// `before` is the sink before the unit was compiled. The other errors are replaced by those that
/// are left when the unit is compiled again with these headers, because most are consequences.
void report_missing_imports(const Toolchain& toolchain, const CompileOptions& options, std::vector<UnknownName> names,
                            const Sink& before, Translation& translation);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_MISSING_IMPORT_H_
