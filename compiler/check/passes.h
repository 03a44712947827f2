#ifndef QUIRE_COMPILER_CHECK_PASSES_H_
#define QUIRE_COMPILER_CHECK_PASSES_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"

#include <vector>

namespace quire::compiler {

/// Reports elements that the page's groups in web.toml forbid.
void check_refused_elements(const Page& page, Sink& sink);

/// Checks the tags of `page` against their tag files: attributes, types, fragments and
/// bodies; and what a page passes to its layout. The arguments of C++ tags are checked by Clang.
void check_tag_uses(Page& page, const std::vector<Page>& tag_files, const SourceSet& sources, Sink& sink);

/// Checks the tags of the standard libraries: attributes, their values, and which tags may be in which. Drops white
/// space that they do not print, between `c:when` or around `c:param`, and makes attributes of slots that contain only
/// text.
void check_standard_tags(Page& page, const SourceSet& sources, Sink& sink);

/// Parses each `${…}`, and checks each piece of embedded C++ by itself: an expression must
/// not be empty or end with `;`, and headers must be imported by a directive.
void check_code(Page& page, const SourceSet& sources, Sink& sink);

/// Checks that the functions of libraries that expressions call exist, and how many arguments they get.
void check_el_functions(const Page& page, Sink& sink);

/// Checks that embedded code does not end the function or namespace that it is copied into.
/// Braces of scriptlets must match over the whole page or the content of an action, other
/// brackets within their element, so that embedded code and glue code stay separate. Where
/// `#if` selects between braces, only Clang can check.
void check_brackets(const Page& page, const SourceSet& sources, Sink& sink);

/// Finds out where each value of the page and its tag files is printed (`Node::place`, `Node::in_script`),
/// and reports values that cannot be printed safely, and pages whose statements cannot be followed.
void choose_places(Page& page, const SourceSet& sources, Sink& sink);

/// Replaces the places that `choose_places` has found for it (`Node::nonces`) by the nonce of the response,
/// if the page's group says so.
void insert_nonces(Page& page);

/// Drops white space from the page's text according to its settings:
///
///     off         none
///     directives  text that is white space only, and the end of a directive's line
///     lines       lines that contain only tags, directives, scriptlets and comments;
///                 a space between two expressions is kept
///     collapse    runs of it become one line end, or one space if they contain none, where
///                 HTML collapses them: in text and between attributes, but not in their
///                 values, in comments, or in `<pre>`, `<textarea>`, `<script>`, `<style>`
void trim(Page& page, const std::vector<Page>& tag_files);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_PASSES_H_
