#include "compiler/emit/literal.h"

namespace quire::compiler {

namespace {

void append_escaped(std::string& result, std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      (result += '\\') += c;
    } else if (byte >= 0x20 && byte < 0x7F && c != '?') {
      result += c;
    } else {
      // Three octal digits end an escape; `?` could begin a trigraph.
      result += '\\';
      for (const int shift : {6, 3, 0}) result += static_cast<char>('0' + ((byte >> shift) & 7));
    }
  }
}

}  // namespace

std::string escape_literal(std::string_view text) {
  std::string result;
  append_escaped(result, text);
  return result;
}

std::string string_view_literal(std::string_view text) {
  std::string result;
  result.reserve(text.size() + 32);
  result += "quire::detail::view(\"";
  append_escaped(result, text);
  result += "\", ";
  result += std::to_string(text.size());
  return result += ')';
}

}  // namespace quire::compiler
