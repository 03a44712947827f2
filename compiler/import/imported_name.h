#ifndef QUIRE_COMPILER_IMPORT_IMPORTED_NAME_H_
#define QUIRE_COMPILER_IMPORT_IMPORTED_NAME_H_

#include <string>
#include <string_view>

namespace quire::compiler {

/// Whether `pagec import` converts the file: `.jsp`, `.jspf`, `.jspx`, `.tag`, `.tagx`, `.tagf`.
bool is_jsp_file(std::string_view path);

/// The new name of a file: `a/x.jsp` becomes `a/x.page`, `.jspf` becomes `.pagef`, `.jspx`
/// becomes `.pagex`; others are unchanged.
std::string imported_name(std::string_view path);

/// The new form of a link: `view.jsp?id=1#top` becomes `view.page?id=1#top`. Links with a
/// scheme or a host, and links to other files, are unchanged.
std::string imported_link(std::string_view link);

/// The same for a C++ string literal.
std::string imported_literal(std::string_view code);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_IMPORTED_NAME_H_
