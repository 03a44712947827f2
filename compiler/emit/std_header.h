#ifndef QUIRE_COMPILER_EMIT_STD_HEADER_H_
#define QUIRE_COMPILER_EMIT_STD_HEADER_H_

#include <string_view>

namespace quire::compiler {

/// Whether `name`, such as `vector` or `stdio.h`, is a header of the C++20 standard library.
bool is_std_header(std::string_view name);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_STD_HEADER_H_
