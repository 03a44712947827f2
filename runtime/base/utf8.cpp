#include "runtime/base/utf8.h"

#include <cstdint>
#include <cstring>

namespace quire {
namespace {

constexpr Utf8Character invalid(unsigned char byte) { return {byte, 1, false}; }

}  // namespace

Utf8Character decode_utf8(std::string_view text, std::size_t offset) {
  const auto lead = static_cast<unsigned char>(text[offset]);
  if (lead < 0x80) return {lead, 1, true};
  if (lead < 0xC2 || lead > 0xF4) return invalid(lead);
  const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (text.size() - offset < size) return invalid(lead);
  char32_t value = lead & (0xFFu >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    const auto next = static_cast<unsigned char>(text[offset + i]);
    if ((next & 0xC0) != 0x80) return invalid(lead);
    value = (value << 6) | (next & 0x3F);
  }
  const bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (overlong || surrogate || value > 0x10FFFF) return invalid(lead);
  return {value, size, true};
}

std::size_t find_invalid_utf8(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080u;
  std::size_t at = 0;
  while (at < text.size()) {
    std::uint64_t block = 0;
    if (text.size() - at >= sizeof block) {
      std::memcpy(&block, text.data() + at, sizeof block);
      if ((block & kHighBits) == 0) {
        at += sizeof block;
        continue;
      }
    }
    const Utf8Character character = decode_utf8(text, at);
    if (!character.valid) return at;
    at += character.size;
  }
  return std::string_view::npos;
}

void append_utf8(std::string& text, char32_t character) {
  if (character < 0x80) {
    text += static_cast<char>(character);
    return;
  }
  const int more = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
  // The number of its leading one bits is the number of bytes.
  text += static_cast<char>((0xFF00u >> (more + 1)) | (character >> (6 * more)));
  for (int rest = more - 1; rest >= 0; --rest) text += static_cast<char>(0x80 | ((character >> (6 * rest)) & 0x3F));
}

std::string to_valid_utf8(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Character character = decode_utf8(text, at);
    if (character.valid) result += text.substr(at, character.size);
    else result += kReplacementCharacter;
    at += character.size;
  }
  return result;
}

}  // namespace quire
