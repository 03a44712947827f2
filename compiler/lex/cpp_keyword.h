#ifndef QUIRE_COMPILER_LEX_CPP_KEYWORD_H_
#define QUIRE_COMPILER_LEX_CPP_KEYWORD_H_

#include <string_view>

namespace quire::compiler {

/// Whether C++20 reserves the word, such as `class` or `and`.
bool is_cpp_keyword(std::string_view word);

/// Whether this can be the name of a C++ variable: ASCII letters, digits and `_`, not a
/// keyword, and not beginning with `quire_`.
bool is_variable_name(std::string_view name);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_CPP_KEYWORD_H_
