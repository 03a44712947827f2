#ifndef QUIRE_COMPILER_BUILD_CLANG_DIAGNOSTICS_H_
#define QUIRE_COMPILER_BUILD_CLANG_DIAGNOSTICS_H_

#include "compiler/translate.h"

#include <memory>
#include <string>
#include <vector>

namespace clang {
class DiagnosticConsumer;
}

namespace quire::compiler {

/// Hears what Clang says of a unit and keeps it in page coordinates. Notes
/// belong to the diagnostic before them. A message about a header that a
/// template led into is told at the page's line, with the header as a note.
/// `translation` must outlive it.
std::unique_ptr<clang::DiagnosticConsumer> listen_to_clang(Translation& translation);

/// Hands what `listener` (of `listen_to_clang`) heard to the translation's
/// sink; once. Returns the headers that were not found, as they were named.
std::vector<std::string> hand_over(clang::DiagnosticConsumer& listener);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_BUILD_CLANG_DIAGNOSTICS_H_
