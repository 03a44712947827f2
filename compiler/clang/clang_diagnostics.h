#ifndef QUIRE_COMPILER_CLANG_CLANG_DIAGNOSTICS_H_
#define QUIRE_COMPILER_CLANG_CLANG_DIAGNOSTICS_H_

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

/// Says that a file which Clang read ahead of the unit has the unit's
/// declarations at the unit's offsets: what is said of them is said of the page.
void share_declarations(clang::DiagnosticConsumer& listener, unsigned file_hash);

/// Whether anything was said of what Clang read ahead of the unit, and is no
/// part of it: the page cannot be told.
bool has_met_rehearsal(const clang::DiagnosticConsumer& listener);

/// Hands what `listener` (of `listen_to_clang`) heard to the translation's
/// sink; once. Returns the headers that were not found, as they were named.
std::vector<std::string> hand_over(clang::DiagnosticConsumer& listener);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_CLANG_DIAGNOSTICS_H_
