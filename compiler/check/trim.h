#ifndef QUIRE_COMPILER_CHECK_TRIM_H_
#define QUIRE_COMPILER_CHECK_TRIM_H_

#include "compiler/ast/page.h"

namespace quire::compiler {

/// Drops white space from the page's text according to its settings:
///
///     off         none
///     directives  text that is white space only, and the end of a directive's line
///     lines       lines that contain only tags, directives, scriptlets and comments;
///                 a space between two expressions is kept
///     collapse    runs of it become one line end, or one space if they contain
///                 none; not in `<pre>`, `<textarea>`, `<script>` and `<style>`
void trim(Page& page);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_TRIM_H_
