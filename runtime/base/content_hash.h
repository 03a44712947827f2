#ifndef QUIRE_RUNTIME_BASE_CONTENT_HASH_H_
#define QUIRE_RUNTIME_BASE_CONTENT_HASH_H_

#include <initializer_list>
#include <string>
#include <string_view>

namespace quire {

/// Identifies content: the 16 lower-case hexadecimal digits of its 64-bit XXH3 hash, computed at
/// the speed of memory. It tells versions apart, but is not safe against someone who wants two of
/// them to collide.
std::string content_hash(std::string_view bytes);
/// The hash of the concatenation of all parts.
std::string content_hash(std::initializer_list<std::string_view> parts);

/// Random digits in the form of a hash: a name that nothing else has.
std::string unique_name();

}  // namespace quire

#endif  // QUIRE_RUNTIME_BASE_CONTENT_HASH_H_
