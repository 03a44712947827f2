#include "compiler/emit/literal.h"

namespace quire::compiler {

std::string escape_literal(std::string_view text) {
  std::string result;
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
  return result;
}

std::string string_view_literal(std::string_view text) {
  return "std::string_view(\"" + escape_literal(text) + "\", " + std::to_string(text.size()) + ")";
}

}  // namespace quire::compiler
