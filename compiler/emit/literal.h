#ifndef QUIRE_COMPILER_EMIT_LITERAL_H_
#define QUIRE_COMPILER_EMIT_LITERAL_H_

#include <string>
#include <string_view>

namespace quire::compiler {

/// `text` as the inside of a C++ string literal; other than printable ASCII as
/// octal escapes.
std::string escape_literal(std::string_view text);

/// `std::string_view("…", 3)`: with its length, for text may hold NUL.
std::string string_view_literal(std::string_view text);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_LITERAL_H_
