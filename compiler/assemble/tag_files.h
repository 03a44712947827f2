#ifndef QUIRE_COMPILER_ASSEMBLE_TAG_FILES_H_
#define QUIRE_COMPILER_ASSEMBLE_TAG_FILES_H_

#include "compiler/assemble/translation_context.h"
#include "compiler/ast/page.h"

#include <string_view>

namespace quire::compiler {

/// Whether a path is that of a tag file, such as `/WEB-INF/tags/card.tag`.
bool names_tag_file(std::string_view path);

/// An empty page with the single tag file `file`, so that a tag file can be checked by
/// itself, whether pages use it or not.
Page around_tag_file(FileId file, TranslationContext& context);

/// Resolves the tags of a page. Afterwards `page.tag_files` contains every tag file that
/// the page uses, directly or through others, processed in the same way as the page.
/// Reports unknown tags and layouts, and layout cycles.
void load_tag_files(Page& page, TranslationContext& context);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_TAG_FILES_H_
