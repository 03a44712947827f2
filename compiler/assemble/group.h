#ifndef QUIRE_COMPILER_ASSEMBLE_GROUP_H_
#define QUIRE_COMPILER_ASSEMBLE_GROUP_H_

#include "compiler/assemble/translation_context.h"
#include "compiler/ast/page.h"

#include <string_view>

namespace quire::compiler {

/// What the site's web.toml says of the page at `page_path`, as in
/// `/cart/view.page`. Adds that file to the sources, or its path to what is
/// missing when there is none, and reports what is wrong in any part of it.
GroupSettings settings_for(std::string_view page_path, TranslationContext& context);

/// Whether files at `page`'s place may be pages; reports it when not.
bool check_may_be_page(FileId page, const GroupSettings& group, Sink& sink);

/// Puts an include directive for each prelude before the page's nodes, and one
/// for each coda behind them. The directives stand in web.toml.
void add_group_includes(Page& page);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_GROUP_H_
