#ifndef QUIRE_COMPILER_EMIT_HASH_H_
#define QUIRE_COMPILER_EMIT_HASH_H_

#include <string>
#include <string_view>

namespace quire::compiler {

/// The first 64 bits of the SHA-1 of `bytes`, as 16 hexadecimal digits.
std::string content_hash(std::string_view bytes);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_HASH_H_
