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

/// The input and output of one page's translation. Not thread-safe.
struct TranslationContext {
  explicit TranslationContext(IncludeResolver files) : site(std::move(files)) {}

  /// Reads a file found by `site`. Records it in `missing` if it does not exist.
  void read(SiteFile& file);
  /// Adds a file to the sources, taking its bytes. Works for a file that was not read, too.
  FileId add(SiteFile& file);

  IncludeResolver site;
  SourceSet sources;
  Sink sink;
  /// Paths on disk of the included files, tag files and settings that do not exist.
  std::vector<std::string> missing;
};

/// Reports at `span` why `file`, shown as `name`, could not be read.
void report_unread(const SiteFile& file, std::string_view name, Span span, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_TRANSLATION_CONTEXT_H_
