#ifndef QUIRE_RUNTIME_HTTP_CHARACTERS_H_
#define QUIRE_RUNTIME_HTTP_CHARACTERS_H_

#include "runtime/base/ascii.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace quire::http {

/// Character classes of RFC 9110 section 5.6 and RFC 3986, by octet. Those of ASCII are in
/// base/ascii.h.
constexpr bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }

namespace detail {
constexpr std::array<bool, 256> octets_of(std::string_view extra, bool alphanumeric) {
  std::array<bool, 256> table{};
  for (const char c : extra) table[static_cast<unsigned char>(c)] = true;
  for (int c = 0; alphanumeric && c < 128; ++c)
    if (is_alphanumeric(static_cast<char>(c))) table[static_cast<std::size_t>(c)] = true;
  return table;
}
inline constexpr auto kTokenOctets = octets_of("!#$%&'*+-.^_`|~", true);
inline constexpr auto kUnreservedOctets = octets_of("-._~", true);
inline constexpr auto kPathOctets = octets_of("-._~!$&'()*+,=:@/", true);
}  // namespace detail

/// RFC 9110 `tchar`.
constexpr bool is_token_char(char c) { return detail::kTokenOctets[static_cast<unsigned char>(c)]; }
/// RFC 3986 `unreserved`.
constexpr bool is_unreserved(char c) { return detail::kUnreservedOctets[static_cast<unsigned char>(c)]; }

/// RFC 3986 `pchar` and `/`, without the `;` of parameters.
constexpr bool is_path_char(char c) { return detail::kPathOctets[static_cast<unsigned char>(c)]; }

constexpr bool is_token(std::string_view text) {
  for (const char c : text)
    if (!is_token_char(c)) return false;
  return !text.empty();
}

/// Field values may contain visible characters, spaces, tabs and octets from 128.
inline bool is_field_value(std::string_view text) {
  constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101;
  constexpr std::uint64_t kHigh = 0x80 * kOnes;
  std::size_t at = 0;
  // Eight at a time, as long as none is suspicious: below 0x20, or 0x7f.
  for (; text.size() - at >= 8; at += 8) {
    std::uint64_t octets;
    std::memcpy(&octets, text.data() + at, 8);
    const std::uint64_t low = (octets - 0x20 * kOnes) & ~octets & kHigh;
    const std::uint64_t others = octets ^ (0x7f * kOnes);
    const std::uint64_t del = (others - kOnes) & ~others & kHigh;
    if ((low | del) != 0) break;
  }
  for (; at < text.size(); ++at)
    if (is_control(text[at]) && text[at] != '\t') return false;
  return true;
}

/// Removes spaces and tabs from both ends.
constexpr std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Takes the next element off a comma-separated list and trims it; elements may be empty. Quotes
/// have no special meaning.
constexpr std::string_view next_list_element(std::string_view& list) {
  const std::size_t comma = list.find(',');
  const std::string_view element = trim(list.substr(0, comma));
  list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
  return element;
}

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_CHARACTERS_H_
