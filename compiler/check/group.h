#ifndef QUIRE_COMPILER_CHECK_GROUP_H_
#define QUIRE_COMPILER_CHECK_GROUP_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/source/include_resolver.h"

#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// What the site's web.toml says of the page at `page_path`, as in
/// `/cart/view.page`. Adds that file to `sources`, or its path to `missing`
/// when there is none, and reports what is wrong in any part of it.
GroupSettings settings_for(const IncludeResolver& site, std::string_view page_path, SourceSet& sources, Sink& sink,
                           std::vector<std::string>& missing);

/// Whether files at `page`'s place may be pages; reports it when not.
bool check_may_be_page(FileId page, const GroupSettings& group, Sink& sink);

/// Puts an include directive for each prelude before the page's nodes, and one
/// for each coda behind them. The directives stand in web.toml.
void add_group_includes(Page& page);

/// Reports elements that the page's group turns off.
void check_group(const Page& page, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_GROUP_H_
