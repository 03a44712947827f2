#ifndef QUIRE_RUNTIME_BASE_CONTENT_HASH_H_
#define QUIRE_RUNTIME_BASE_CONTENT_HASH_H_

#include <initializer_list>
#include <string>
#include <string_view>

namespace quire {

/// Names content: the 16 hexadecimal digits, lower case, of its XXH3 hash with
/// 64 bits, computed at the speed of memory. Tells versions apart; it is no
/// proof against someone who wants two of them to collide.
std::string content_hash(std::string_view bytes);
/// The hash of all parts as if they were one text.
std::string content_hash(std::initializer_list<std::string_view> parts);

}  // namespace quire

#endif  // QUIRE_RUNTIME_BASE_CONTENT_HASH_H_
