#ifndef QUIRE_COMPILER_LEX_XML_NAME_H_
#define QUIRE_COMPILER_LEX_XML_NAME_H_

#include "runtime/base/ascii.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace quire::compiler {

/// XML 1.0, 2.2: the characters allowed in a document.
constexpr bool is_xml_character(std::uint32_t c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

constexpr bool is_xml_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
constexpr bool is_xml_blank(std::string_view text) {
  return text.find_first_not_of(" \t\n\r") == std::string_view::npos;
}

/// XML 1.0, 2.3, except that every non-ASCII character counts as a letter.
constexpr bool begins_xml_name(char c) { return is_alpha(c) || c == '_' || c == ':' || !is_ascii(c); }
constexpr bool is_in_xml_name(char c) { return begins_xml_name(c) || is_digit(c) || c == '-' || c == '.'; }

/// The end of the name at `at`, or `at` if there is none.
constexpr std::size_t skip_xml_name(std::string_view text, std::size_t at) {
  if (at >= text.size() || !begins_xml_name(text[at])) return at;
  while (at < text.size() && is_in_xml_name(text[at])) ++at;
  return at;
}

/// Whether elements in the namespace with that name are standard actions (Jakarta Server Pages 4.0, 6.2.2).
constexpr bool is_standard_namespace(std::string_view name) {
  return name == "http://java.sun.com/JSP/Page" || name == "quire:page";
}

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_XML_NAME_H_
