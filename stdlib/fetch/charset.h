#ifndef QUIRE_STDLIB_FETCH_CHARSET_H_
#define QUIRE_STDLIB_FETCH_CHARSET_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace quire {

/// Text in UTF-8, of bytes in an encoding that browsers know, by one of its names (see `encoding_of_label`). What is
/// not valid in it becomes U+FFFD, and a byte order mark is dropped. Nullopt if there is no such encoding, if the text
/// has more than `max_size` bytes, or if it has so many mistakes that it is in another encoding; then `error` continues
/// a sentence that begins with where the text is from.
std::optional<std::string> to_utf8(std::string_view bytes, std::string_view label, std::size_t max_size,
                                   std::string& error);

}  // namespace quire

#endif  // QUIRE_STDLIB_FETCH_CHARSET_H_
