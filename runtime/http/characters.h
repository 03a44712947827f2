#ifndef QUIRE_RUNTIME_HTTP_CHARACTERS_H_
#define QUIRE_RUNTIME_HTTP_CHARACTERS_H_

#include <array>
#include <cstddef>
#include <string_view>

namespace quire::http {

/// Character classes of RFC 9110 section 5.6 and RFC 3986, by octet. All work
/// on bytes, never on the locale.
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
/// A control character: 0 to 31 and DEL.
constexpr bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
constexpr char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

/// 0 to 15, or -1 for what is no hexadecimal digit.
constexpr int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char lower = to_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

namespace detail {
constexpr std::array<bool, 256> octets_of(std::string_view extra, bool alphanumeric) {
  std::array<bool, 256> table{};
  for (const char c : extra) table[static_cast<unsigned char>(c)] = true;
  for (int c = 0; alphanumeric && c < 128; ++c)
    if (is_digit(static_cast<char>(c)) || is_alpha(static_cast<char>(c))) table[static_cast<std::size_t>(c)] = true;
  return table;
}
inline constexpr auto kTokenOctets = octets_of("!#$%&'*+-.^_`|~", true);
inline constexpr auto kUnreservedOctets = octets_of("-._~", true);
}  // namespace detail

/// RFC 9110 `tchar`.
constexpr bool is_token_char(char c) { return detail::kTokenOctets[static_cast<unsigned char>(c)]; }
/// RFC 3986 `unreserved`.
constexpr bool is_unreserved(char c) { return detail::kUnreservedOctets[static_cast<unsigned char>(c)]; }

constexpr bool is_token(std::string_view text) {
  for (const char c : text)
    if (!is_token_char(c)) return false;
  return !text.empty();
}

/// Field values may hold visible characters, blanks, tabs and octets from 128.
constexpr bool is_field_value(std::string_view text) {
  for (const char c : text)
    if (is_control(c) && c != '\t') return false;
  return true;
}

/// Compares as field names do: ASCII letters in any case.
constexpr bool equals_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (to_lower(a[i]) != to_lower(b[i])) return false;
  return true;
}

/// Without blanks and tabs at both ends.
constexpr std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Takes the next element off a comma-separated list, trimmed; elements may
/// be empty. Quotes are not looked at.
constexpr std::string_view next_list_element(std::string_view& list) {
  const std::size_t comma = list.find(',');
  const std::string_view element = trim(list.substr(0, comma));
  list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
  return element;
}

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_CHARACTERS_H_
