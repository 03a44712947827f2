#ifndef QUIRE_HTML_REFERENCE_H_
#define QUIRE_HTML_REFERENCE_H_

#include <string_view>

namespace quire::detail {

/// The character reference for a byte of HTML text; empty if it does not need one. Numeric for `'`
/// because HTML 4 does not define `&apos;`.
constexpr std::string_view html_reference(unsigned char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&#34;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

/// For `find_byte`.
struct HtmlSpecial {
  static constexpr bool contains(unsigned char c) { return !html_reference(c).empty(); }
};

}  // namespace quire::detail

#endif  // QUIRE_HTML_REFERENCE_H_
