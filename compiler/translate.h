#ifndef QUIRE_COMPILER_TRANSLATE_H_
#define QUIRE_COMPILER_TRANSLATE_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/emit/cpp_unit.h"
#include "compiler/emit/line_directives.h"
#include "compiler/source/source_file.h"

#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// The translation of a page. After errors it is incomplete.
struct Translation {
  SourceSet sources;
  Sink sink;
  CppUnit unit;
  /// Paths on disk of included files and of the site's settings that do not exist: if one
  /// appears, the page should be translated again.
  std::vector<std::string> missing;
};

/// Translates the page or tag file at `path`, such as `/cart/view.page`, in the site with
/// the folder `root`. Reads that file, what it includes, and the site's web.toml, but never
/// a file outside `root`. Errors are reported to `sink`, never thrown. Diagnostics name
/// files relative to the site, without a leading slash.
Translation translate(const std::string& root, std::string_view path, const EmitOptions& options = {});

/// The same for a page that is in memory, such as an editor's buffer. If `root` is empty,
/// there are no files to include.
Translation translate_text(std::string bytes, std::string_view path, const std::string& root = {},
                           const EmitOptions& options = {});

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_TRANSLATE_H_
