#ifndef QUIRE_COMPILER_CHECK_TAG_USES_H_
#define QUIRE_COMPILER_CHECK_TAG_USES_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"

#include <vector>

namespace quire::compiler {

/// Checks the tags of `page` against their tag files: attributes, types, fragments and
/// bodies; and what a page passes to its layout. The arguments of C++ tags are checked by Clang.
void check_tag_uses(Page& page, const std::vector<Page>& tag_files, const SourceSet& sources, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_TAG_USES_H_
