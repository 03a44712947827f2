#ifndef QUIRE_COMPILER_DIAG_REPORTED_H_
#define QUIRE_COMPILER_DIAG_REPORTED_H_

#include "compiler/diag/diagnostic.h"
#include "runtime/protocol/reported_diagnostic.h"

#include <vector>

namespace quire::compiler {

/// A diagnostic in the form in which it leaves the compiler, without `rendered`.
ReportedDiagnostic reported(const Diagnostic& diagnostic, const SourceSet& sources);
/// All diagnostics, with `rendered`, in the colours of a terminal if `colour` is true.
std::vector<ReportedDiagnostic> reported(const Sink& sink, const SourceSet& sources, bool colour);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_DIAG_REPORTED_H_
