#ifndef QUIRE_COMPILER_IMPORT_TAGS_HTML_TEXT_H_
#define QUIRE_COMPILER_IMPORT_TAGS_HTML_TEXT_H_

#include "compiler/ast/node.h"

#include <string>
#include <string_view>

namespace quire::compiler {

/// Text as HTML.
std::string html_text(std::string_view text);

/// HTML as text of a page that is printed as text: with characters in place of `&nbsp;`, `&euro;`, `&#8211;` and the
/// like. References that are not known, or to what means something in a page, such as `&lt;`, stay as they are written.
std::string plain_text(std::string_view html);

/// Whether text contains what HTML may take for a character reference.
bool has_reference(std::string_view text);

/// The value of an attribute, as written in a page, that Java printed as HTML, but a page prints as text: with
/// characters in place of references, where the value can contain them. Expressions in it stay.
std::string as_text(const Attribute& attribute, const SourceSet& sources);

/// The same for a part of the value that contains no expression; `quote` is the one around the value.
std::string as_text(std::string_view part, char quote);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_TAGS_HTML_TEXT_H_
