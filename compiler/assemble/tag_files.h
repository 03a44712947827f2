#ifndef QUIRE_COMPILER_ASSEMBLE_TAG_FILES_H_
#define QUIRE_COMPILER_ASSEMBLE_TAG_FILES_H_

#include "compiler/assemble/translation_context.h"
#include "compiler/ast/page.h"

#include <string_view>

namespace quire::compiler {

/// Whether a path is that of a tag file, as `/WEB-INF/tags/card.tag`.
bool names_tag_file(std::string_view path);

/// A page without content that has one tag file, `file`: so that a tag file is
/// checked by itself, whether pages use it or not.
Page around_tag_file(FileId file, TranslationContext& context);

/// Finds what the tags of a page mean: of each tag file that it uses, and that
/// those use, `page.tag_files` has one afterwards, with its includes, directives
/// and actions as the page's own. Reports unknown tags and layouts, and layouts
/// that go round in a circle.
void load_tag_files(Page& page, TranslationContext& context);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_TAG_FILES_H_
