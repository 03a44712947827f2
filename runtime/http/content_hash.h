#ifndef QUIRE_RUNTIME_HTTP_CONTENT_HASH_H_
#define QUIRE_RUNTIME_HTTP_CONTENT_HASH_H_

#include <string>
#include <string_view>

namespace quire::http {

/// Names content: 16 hexadecimal digits of XXH3 with 64 bits, lower case, the
/// same that the compiler names it by. Tells versions apart, and is no proof
/// against someone who wants two to be equal.
std::string content_hash(std::string_view bytes);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_CONTENT_HASH_H_
