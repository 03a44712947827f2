#include "runtime/api/el/text.h"

#include <locale.h>
#include <algorithm>
#include <clocale>
#include <cstdint>
#include <cwctype>

namespace quire::el {

namespace {

struct CodePoint {
  char32_t value;
  std::size_t size;
};

/// The code point at the beginning of a text that is not empty; a byte of its own, with a value beyond Unicode, if the
/// text does not begin with a valid one (RFC 3629).
CodePoint first_of(std::string_view text) {
  constexpr char32_t kInvalid = 0x110000;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return {kInvalid, 1};
  char32_t value = lead & (0xFF >> (size + 1));
  for (std::size_t at = 1; at < size; ++at) {
    if ((byte(at) & 0xC0) != 0x80) return {kInvalid, 1};
    value = (value << 6) | (byte(at) & 0x3F);
  }
  const bool is_overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
  const bool is_surrogate = value >= 0xD800 && value < 0xE000;
  if (is_overlong || is_surrogate || value > 0x10FFFF) return {kInvalid, 1};
  return {value, size};
}

void append(std::string& text, char32_t value) {
  const auto add = [&](char32_t byte) { text += static_cast<char>(byte); };
  if (value < 0x80) {
    add(value);
  } else if (value < 0x800) {
    add(0xC0 | (value >> 6));
    add(0x80 | (value & 0x3F));
  } else if (value < 0x10000) {
    add(0xE0 | (value >> 12));
    add(0x80 | ((value >> 6) & 0x3F));
    add(0x80 | (value & 0x3F));
  } else {
    add(0xF0 | (value >> 18));
    add(0x80 | ((value >> 12) & 0x3F));
    add(0x80 | ((value >> 6) & 0x3F));
    add(0x80 | (value & 0x3F));
  }
}

/// The C library's tables of Unicode, whatever the locale of the program; null if it has none, and then only ASCII has
/// cases.
locale_t unicode() {
  static const locale_t kLocale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return kLocale;
}

char32_t to_lower(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  return unicode() == nullptr ? c : static_cast<char32_t>(towlower_l(static_cast<std::wint_t>(c), unicode()));
}

char32_t to_upper(char32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c;
  return unicode() == nullptr ? c : static_cast<char32_t>(towupper_l(static_cast<std::wint_t>(c), unicode()));
}

template <class F>
std::string mapped(std::string_view text, const F& map) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const auto [value, size] = first_of(text);
    if (value > 0x10FFFF) result += text.front();
    else append(result, map(value));
    text.remove_prefix(size);
  }
  return result;
}

}  // namespace

std::size_t length_of(std::string_view text) {
  std::size_t length = 0;
  for (; !text.empty(); ++length) text.remove_prefix(first_of(text).size);
  return length;
}

std::size_t offset_of(std::string_view text, std::size_t position) {
  std::size_t offset = 0;
  for (; position > 0 && offset < text.size(); --position) offset += first_of(text.substr(offset)).size;
  return offset;
}

std::string_view part_of(std::string_view text, std::size_t begin, std::size_t end) {
  if (end <= begin) return {};
  const std::string_view rest = text.substr(offset_of(text, begin));
  return rest.substr(0, offset_of(rest, end - begin));
}

long long position_at(std::string_view text, std::size_t offset) {
  return offset == std::string_view::npos ? -1 : static_cast<long long>(length_of(text.substr(0, offset)));
}

std::string lower_case(std::string_view text) { return mapped(text, to_lower); }
std::string upper_case(std::string_view text) { return mapped(text, to_upper); }
// As in Java: some letters have the same capital letter, others the same small one.
std::string folded(std::string_view text) {
  return mapped(text, [](char32_t c) { return to_lower(to_upper(c)); });
}

std::string_view trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string replaced(std::string_view text, std::string_view before, std::string_view after) {
  if (before.empty()) return std::string(text);
  std::string result;
  std::size_t begin = 0;
  for (std::size_t at = text.find(before); at != std::string_view::npos; at = text.find(before, begin)) {
    result.append(text.substr(begin, at - begin)).append(after);
    begin = at + before.size();
  }
  return result.append(text.substr(begin));
}

int java_hash(std::string_view text) {
  std::uint32_t hash = 0;
  const auto add = [&](char32_t unit) { hash = 31 * hash + static_cast<std::uint32_t>(unit); };
  while (!text.empty()) {
    const auto [value, size] = first_of(text);
    text.remove_prefix(size);
    if (value > 0x10FFFF) {
      // Java decodes it to U+FFFD.
      add(0xFFFD);
    } else if (value >= 0x10000) {
      add(0xD800 + ((value - 0x10000) >> 10));
      add(0xDC00 + ((value - 0x10000) & 0x3FF));
    } else {
      add(value);
    }
  }
  return static_cast<int>(hash);
}

std::vector<std::string_view> split_at(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  for (std::size_t end = text.find(separator); end != std::string_view::npos; end = text.find(separator)) {
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + separator.size());
  }
  parts.push_back(text);
  return parts;
}

}  // namespace quire::el
