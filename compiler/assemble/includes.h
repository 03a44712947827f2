#ifndef QUIRE_COMPILER_ASSEMBLE_INCLUDES_H_
#define QUIRE_COMPILER_ASSEMBLE_INCLUDES_H_

#include "compiler/assemble/translation_context.h"
#include "compiler/ast/page.h"

namespace quire::compiler {

/// Lexes and parses a file, and in the place of each include directive the
/// file that it names, and so on in those: all of a page or of a tag file.
/// Prefixes of tag libraries hold in all of its files, wherever they are
/// declared. Reports files that are missing, unreadable or outside the site,
/// cycles, and includes past the limits: 64 deep, 10,000 in all, 64 MB of text
/// in all. A file that is included twice is read once.
/// Around it come the preludes and codas of `group`, which turns `${…}` off
/// where the page does not disagree.
Page splice_includes(FileId file, const GroupSettings& group, TranslationContext& context);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_INCLUDES_H_
