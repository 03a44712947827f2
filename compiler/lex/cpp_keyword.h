#ifndef QUIRE_COMPILER_LEX_CPP_KEYWORD_H_
#define QUIRE_COMPILER_LEX_CPP_KEYWORD_H_

#include <string_view>

namespace quire::compiler {

/// Whether C++20 keeps the word for itself, as `class` and `and`.
bool is_cpp_keyword(std::string_view word);

/// Whether a C++ variable may be called so: letters, digits and `_` of ASCII,
/// no keyword, and none of the names that begin with `quire_`.
bool is_variable_name(std::string_view name);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_CPP_KEYWORD_H_
