#ifndef QUIRE_COMPILER_CHECK_INCLUDES_H_
#define QUIRE_COMPILER_CHECK_INCLUDES_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/source/include_resolver.h"

#include <string>
#include <vector>

namespace quire::compiler {

/// Lexes and parses a file, and in the place of each include directive the
/// file that it names, and so on in those: all of a page or of a tag file.
/// Prefixes of tag libraries hold in all of its files, wherever they are
/// declared. Reports files that are missing, unreadable or outside the site,
/// cycles, and includes past the limits: 64 deep, 10,000 in all, 64 MB of text
/// in all. A file that is included twice is read once.
/// Around it come the preludes and codas of `group`, which turns `${…}` off
/// where the page does not disagree.
Page assemble(FileId file, const GroupSettings& group, const IncludeResolver& site, SourceSet& sources, Sink& sink,
              std::vector<std::string>& missing);

/// Says at `span` why `file`, shown as `name`, was not read.
void report_unread(const SiteFile& file, std::string_view name, Span span, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_INCLUDES_H_
