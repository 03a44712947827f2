#ifndef QUIRE_COMPILER_EMIT_STD_HEADER_H_
#define QUIRE_COMPILER_EMIT_STD_HEADER_H_

#include <string_view>

namespace quire::compiler {

/// Whether `name`, as in `vector` or `stdio.h`, is a header of C++20's library.
bool is_std_header(std::string_view name);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_STD_HEADER_H_
