#ifndef QUIRE_COMPILER_EMIT_HASH_H_
#define QUIRE_COMPILER_EMIT_HASH_H_

#include <string>
#include <string_view>

namespace quire::compiler {

/// The XXH3 hash of `bytes`, 64 bits as 16 hexadecimal digits: tells contents
/// apart that nobody has made to collide, at the speed of memory.
std::string content_hash(std::string_view bytes);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_HASH_H_
