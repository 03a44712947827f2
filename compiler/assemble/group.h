#ifndef QUIRE_COMPILER_ASSEMBLE_GROUP_H_
#define QUIRE_COMPILER_ASSEMBLE_GROUP_H_

#include "compiler/assemble/translation_context.h"
#include "compiler/ast/page.h"

#include <string_view>

namespace quire::compiler {

/// The settings for the page at `page_path`, such as `/cart/view.page`, from the site's
/// web.toml. Adds that file to the sources, or to the missing files, and reports the errors
/// in it that concern pages.
GroupSettings settings_for(std::string_view page_path, TranslationContext& context);

/// Whether the file `page` may be a page at all; if not, reports it.
bool check_may_be_page(FileId page, const GroupSettings& group, Sink& sink);

/// Adds an include directive for each prelude before the page's nodes, and for each coda
/// after them. Their positions are in web.toml.
void add_group_includes(Page& page);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_GROUP_H_
