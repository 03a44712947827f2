#ifndef QUIRE_COMPILER_CHECK_TAG_USES_H_
#define QUIRE_COMPILER_CHECK_TAG_USES_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"

#include <vector>

namespace quire::compiler {

/// Checks the tags of `page` against the tag files that they name: attributes,
/// their types, fragments and bodies; and what a page gives to its layout. What
/// C++ tags are given, Clang checks.
void check_tag_uses(Page& page, const std::vector<Page>& tag_files, const SourceSet& sources, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_TAG_USES_H_
