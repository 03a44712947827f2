#ifndef QUIRE_COMPILER_EMIT_LITERAL_H_
#define QUIRE_COMPILER_EMIT_LITERAL_H_

#include <string>
#include <string_view>

namespace quire::compiler {

/// `text` for use inside a C++ string literal; everything but printable ASCII becomes an octal escape.
std::string escape_literal(std::string_view text);

/// `quire::detail::view("…", 3)`, a `std::string_view`: with its length, because text may contain NUL.
std::string string_view_literal(std::string_view text);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_LITERAL_H_
