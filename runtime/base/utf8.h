#ifndef QUIRE_RUNTIME_BASE_UTF8_H_
#define QUIRE_RUNTIME_BASE_UTF8_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace quire {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
/// U+FFFD, for what could not be decoded.
inline constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";

/// One character of a text. A byte that is not part of a valid character is one by itself.
struct Utf8Character {
  char32_t value = 0;
  std::size_t size = 1;
  bool valid = true;
};

/// Decodes the character at `offset`, which must be less than the size of `text`. Overlong forms,
/// surrogates and values past U+10FFFF are invalid (RFC 3629).
Utf8Character decode_utf8(std::string_view text, std::size_t offset);

/// The offset of the first byte that is not part of a valid character, or `npos`.
std::size_t find_invalid_utf8(std::string_view text);
inline bool is_utf8(std::string_view text) { return find_invalid_utf8(text) == std::string_view::npos; }

/// Appends a character, which must be a valid Unicode code point.
void append_utf8(std::string& text, char32_t character);

/// The text with every invalid byte replaced by U+FFFD.
std::string to_valid_utf8(std::string_view text);

}  // namespace quire

#endif  // QUIRE_RUNTIME_BASE_UTF8_H_
