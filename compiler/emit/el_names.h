#ifndef QUIRE_COMPILER_EMIT_EL_NAMES_H_
#define QUIRE_COMPILER_EMIT_EL_NAMES_H_

#include <string>
#include <string_view>

namespace quire::compiler {

/// The C++ identifier for a name in `${…}`.
std::string el_identifier(std::string_view name);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_EL_NAMES_H_
