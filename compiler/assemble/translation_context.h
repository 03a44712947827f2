#ifndef QUIRE_COMPILER_ASSEMBLE_TRANSLATION_CONTEXT_H_
#define QUIRE_COMPILER_ASSEMBLE_TRANSLATION_CONTEXT_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/source/include_resolver.h"
#include "compiler/source/source_file.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire::compiler {

/// What one page's translation reads from and reports to. Not thread-safe.
struct TranslationContext {
  explicit TranslationContext(IncludeResolver files) : site(std::move(files)) {}

  /// Reads what `site` found. A file that is not there is noted in `missing`.
  void read(SiteFile& file);
  /// Makes a source of a file, whose bytes it takes; of one that was not read as well.
  FileId add(SiteFile& file);

  IncludeResolver site;
  SourceSet sources;
  Sink sink;
  /// Paths on disk of what an include or a tag names, or of the site's
  /// settings, and that are not there.
  std::vector<std::string> missing;
};

/// Says at `span` why `file`, shown as `name`, was not read.
void report_unread(const SiteFile& file, std::string_view name, Span span, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_TRANSLATION_CONTEXT_H_
