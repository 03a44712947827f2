#ifndef QUIRE_COMPILER_CHECK_CHECK_H_
#define QUIRE_COMPILER_CHECK_CHECK_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/source/include_resolver.h"

#include <string>
#include <vector>

namespace quire::compiler {

/// Runs every pass in order, so that one run reports all mistakes; afterwards
/// a page without errors can be emitted. Adds to `sources` what it includes
/// and to `missing` the paths of included files that are not there.
void check(Page& page, const IncludeResolver& site, SourceSet& sources, Sink& sink, std::vector<std::string>& missing);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_CHECK_H_
