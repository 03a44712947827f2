#ifndef QUIRE_RUNTIME_API_ASCII_H_
#define QUIRE_RUNTIME_API_ASCII_H_

/// Letters of ASCII, whatever the locale. Bytes of other characters are left as they are.

#include <cstddef>
#include <string>
#include <string_view>

namespace quire::detail {

constexpr char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

inline std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = to_lower(c);
  return lower;
}

constexpr bool equals_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t at = 0; at < a.size(); ++at)
    if (to_lower(a[at]) != to_lower(b[at])) return false;
  return true;
}

}  // namespace quire::detail

#endif  // QUIRE_RUNTIME_API_ASCII_H_
