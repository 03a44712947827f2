#ifndef QUIRE_STDLIB_FETCH_CHARSET_H_
#define QUIRE_STDLIB_FETCH_CHARSET_H_

#include <optional>
#include <string>
#include <string_view>

namespace quire {

/// Text in UTF-8, of bytes in an encoding that iconv(3) knows, such as `ISO-8859-1`; what is not valid in it becomes
/// U+FFFD, and a byte order mark is dropped. Nullopt if there is no such encoding.
std::optional<std::string> to_utf8(std::string_view bytes, const std::string& charset);

}  // namespace quire

#endif  // QUIRE_STDLIB_FETCH_CHARSET_H_
