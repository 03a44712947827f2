#ifndef QUIRE_COMPILER_CLANG_CLANG_DIAGNOSTICS_H_
#define QUIRE_COMPILER_CLANG_CLANG_DIAGNOSTICS_H_

#include "compiler/clang/unknown_name.h"
#include "compiler/translate.h"

#include <memory>
#include <string>
#include <vector>

namespace clang {
class DiagnosticConsumer;
}

namespace quire::compiler {

/// Collects Clang's diagnostics for a unit, in page coordinates. Notes belong to the
/// diagnostic before them. An error in a header, caused by a template that the page uses,
/// is reported at the page's line, with a note for the header. `translation` must outlive the result.
std::unique_ptr<clang::DiagnosticConsumer> listen_to_clang(Translation& translation);

/// Declares that a file which Clang read before the unit contains the unit's declarations
/// at the same offsets: diagnostics in it are mapped to the page.
void share_declarations(clang::DiagnosticConsumer& listener, unsigned file_hash);

/// Whether there was a diagnostic in code that Clang read before the unit and that is not
/// part of it, so that it cannot be mapped to the page.
bool has_met_rehearsal(const clang::DiagnosticConsumer& listener);

/// The names in the page, or in the site's headers, that errors are about.
std::vector<UnknownName> unknown_names(const clang::DiagnosticConsumer& listener);

/// Moves the diagnostics that `listener`, from `listen_to_clang`, has collected to the
/// translation's sink. Call it once. Returns the headers that were not found, as written.
std::vector<std::string> hand_over(clang::DiagnosticConsumer& listener);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_CLANG_DIAGNOSTICS_H_
