#ifndef QUIRE_COMPILER_CHECK_TRIM_H_
#define QUIRE_COMPILER_CHECK_TRIM_H_

#include "compiler/ast/page.h"

namespace quire::compiler {

/// Drops white space from the page's text as its settings say:
///
///     off         none
///     directives  text that is white space only, and the end of a directive's line
///     lines       lines that hold nothing but tags, directives, scriptlets and
///                 comments; a blank between two expressions stays
///     collapse    runs of it become one line end, or one blank where they hold
///                 none; not in `<pre>`, `<textarea>`, `<script>` and `<style>`
void trim(Page& page);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_TRIM_H_
