#ifndef QUIRE_RUNTIME_SESSION_REDIS_REDIS_VALUE_H_
#define QUIRE_RUNTIME_SESSION_REDIS_REDIS_VALUE_H_

#include <quire/codec.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace quire {

/// An attribute as it is in Redis: a byte that says in which form, and the bytes of a `ByteWriter`, compressed with
/// zstd if they are more than `compress_from` and that makes them fewer; 0 for never. Never empty.
std::string encode_redis_value(const Stored& stored, std::size_t compress_from);

/// Throws `std::runtime_error` if the bytes are not such an attribute, or would be more than `most` decompressed.
Stored decode_redis_value(std::string_view bytes, std::size_t most);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_REDIS_REDIS_VALUE_H_
