#ifndef QUIRE_COMPILER_IMPORT_IMPORTED_NAME_H_
#define QUIRE_COMPILER_IMPORT_IMPORTED_NAME_H_

#include <string>
#include <string_view>

namespace quire::compiler {

/// Whether a file is one that `pagec import` turns: `.jsp`, `.jspf`, `.jspx`,
/// `.tag`, `.tagx`, `.tagf`.
bool is_jsp_file(std::string_view path);

/// What becomes of a file's name: `a/x.jsp` is `a/x.page`, `.jspf` `.pagef`,
/// `.jspx` `.pagex`; others stay.
std::string imported_name(std::string_view path);

/// What becomes of a link: `view.jsp?id=1#top` is `view.page?id=1#top`; those
/// with a scheme or a host stay, and so does what is no link to a JSP.
std::string imported_link(std::string_view link);

/// The same within a string literal of C++.
std::string imported_literal(std::string_view code);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_IMPORTED_NAME_H_
