#ifndef QUIRE_COMPILER_IMPORT_TAGS_MEMBER_NAMES_H_
#define QUIRE_COMPILER_IMPORT_TAGS_MEMBER_NAMES_H_

#include "compiler/lex/token.h"

#include <functional>
#include <string>
#include <string_view>

namespace quire::compiler {

/// The tag of a library that is a header: where C++ cannot have a name, as in `<my:if class="a">`, that of the header's
/// struct or field takes its place, as in `<my:if_ class_="a">`. `tag` is an opening or closing tag.
std::string with_member_names(std::string_view tag, ElSyntax el);

/// A tag or `${…}` in which calls of functions of such a library have the names that these have in the header, as in
/// `${my:delete_(cart)}`. `is_header` says whether a prefix is that of such a library.
std::string with_function_names(std::string_view element, ElSyntax el,
                                const std::function<bool(std::string_view)>& is_header);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_TAGS_MEMBER_NAMES_H_
