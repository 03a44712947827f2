#ifndef QUIRE_COMPILER_ASSEMBLE_ASSEMBLE_H_
#define QUIRE_COMPILER_ASSEMBLE_ASSEMBLE_H_

#include "compiler/assemble/translation_context.h"
#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"

#include <string_view>

namespace quire::compiler {

/// The settings for the page at `page_path`, such as `/cart/view.page`, from the site's
/// web.toml. Adds that file to the sources, or to the missing files, and reports the errors
/// in it that concern pages.
GroupSettings settings_for(std::string_view page_path, TranslationContext& context);

/// Reports all errors in the site's web.toml, including those that concern only the server. What
/// does not keep the server from serving the site, such as an error page that does not exist, is a
/// warning.
void check_settings(TranslationContext& context);

/// Whether the file `page` may be a page at all; if not, reports it.
bool check_may_be_page(FileId page, const GroupSettings& group, Sink& sink);

/// Adds an include directive for each prelude before the page's nodes, and for each coda
/// after them. Their positions are in web.toml.
void add_group_includes(Page& page);

/// Lexes and parses a page or tag file and replaces each include directive, recursively,
/// with the file that it names. Prefixes of tag libraries, and what directives say about
/// `${…}` and `#{…}`, apply to all of its files, wherever they are declared. Reports missing
/// and unreadable files, files outside the site, cycles, and includes over the limits: 64
/// levels, 10,000 includes, 64 MB of text. A file that is included twice is read once. Adds
/// the preludes and codas of `group`, which can turn off `${…}` where the page does not turn
/// it on.
Page splice_includes(FileId file, const GroupSettings& group, TranslationContext& context);

/// Sets the page's settings, parameters, arguments and libraries, and those of a tag file,
/// from all its directives. Reports invalid values, contradicting repetitions, and
/// directives that are not allowed there.
void read_directives(Page& page, const SourceSet& sources, Sink& sink);

/// Checks the standard actions (Jakarta Server Pages 5): names, attributes, content and
/// position. Moves each `<page:attribute>` and `<page:body>`: one that contains only text
/// becomes an attribute of the enclosing action, others are added to its `slots`, and the
/// content of the body becomes the action's content.
void check_actions(Page& page, const SourceSet& sources, Sink& sink);

/// Whether a path is that of a tag file, such as `/WEB-INF/tags/card.tag`.
bool names_tag_file(std::string_view path);

/// An empty page with the single tag file `file`, so that a tag file can be checked by
/// itself, whether pages use it or not.
Page around_tag_file(FileId file, TranslationContext& context);

/// Resolves the tags of a page. Afterwards `page.tag_files` contains every tag file that
/// the page uses, directly or through others, processed in the same way as the page.
/// Reports unknown tags and layouts, and layout cycles.
void load_tag_files(Page& page, TranslationContext& context);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_ASSEMBLE_H_
