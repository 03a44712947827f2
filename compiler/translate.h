#ifndef QUIRE_COMPILER_TRANSLATE_H_
#define QUIRE_COMPILER_TRANSLATE_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/emit/cpp_unit.h"
#include "compiler/emit/emit_options.h"
#include "compiler/emit/line_directives.h"
#include "compiler/source/source_file.h"

#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// A page's translation, complete or, after mistakes, as far as it went.
struct Translation {
  SourceSet sources;
  Sink sink;
  CppUnit unit;
  /// Paths on disk of what an include names, or of the site's settings, and
  /// that are not there: the page is worth translating again when one appears.
  std::vector<std::string> missing;
};

/// Translates the page or tag file at `path` (as in `/cart/view.page`) of the site whose
/// folder is `root`. Reads that file, what it includes, and the site's web.toml, never a file
/// outside `root`. A mistake is reported to `sink`, never thrown. Diagnostics
/// call files as they stand in the site, without the first slash.
Translation translate(const std::string& root, std::string_view path, const EmitOptions& options = {});

/// The same for a page whose bytes are at hand: an editor's buffer, a test.
/// With an empty `root` there are no files to include.
Translation translate_text(std::string bytes, std::string_view path, const std::string& root = {},
                           const EmitOptions& options = {});

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_TRANSLATE_H_
