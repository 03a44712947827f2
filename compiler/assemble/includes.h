#ifndef QUIRE_COMPILER_ASSEMBLE_INCLUDES_H_
#define QUIRE_COMPILER_ASSEMBLE_INCLUDES_H_

#include "compiler/assemble/translation_context.h"
#include "compiler/ast/page.h"

namespace quire::compiler {

/// Lexes and parses a page or tag file and replaces each include directive, recursively,
/// with the file that it names. Prefixes of tag libraries apply to all of its files,
/// wherever they are declared. Reports missing and unreadable files, files outside the
/// site, cycles, and includes over the limits: 64 levels, 10,000 includes, 64 MB of text. A
/// file that is included twice is read once. Adds the preludes and codas of `group`, which
/// can turn off `${…}` where the page does not turn it on.
Page splice_includes(FileId file, const GroupSettings& group, TranslationContext& context);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_INCLUDES_H_
