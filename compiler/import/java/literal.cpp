#include "compiler/import/java/expression.h"

#include "runtime/base/utf8.h"

#include <charconv>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

namespace quire::compiler {
namespace {

/// Reads `\u00e9` at the start of `rest`; false unless it is a character by itself.
bool append_unicode(std::string& text, std::string_view& rest) {
  std::uint32_t code_point = 0;
  if (rest.size() < 6) return false;
  const auto [end, error] = std::from_chars(rest.data() + 2, rest.data() + 6, code_point, 16);
  const bool is_half = code_point >= 0xD800 && code_point < 0xE000;
  if (error != std::errc() || end != rest.data() + 6 || code_point < 0xA0 || is_half) return false;
  append_utf8(text, code_point);
  rest.remove_prefix(6);
  return true;
}

bool is_octal(char c) { return c >= '0' && c <= '7'; }

/// Reads `\33` at the start of `rest`; false if it is not an ASCII character, or NUL, which ends a C++ literal.
bool append_octal(std::string& text, std::string_view& rest) {
  std::size_t size = 1;
  int value = 0;
  while (size < rest.size() && size < 4 && is_octal(rest[size])) value = value * 8 + (rest[size++] - '0');
  if (value == 0 || value > 127) return false;
  text += rest.substr(0, size);
  rest.remove_prefix(size);
  return true;
}

/// The text between the quotes with C++ escapes.
std::optional<std::string> cpp_text(std::string_view rest) {
  std::string text;
  while (!rest.empty()) {
    const char next = rest.size() > 1 ? rest[1] : '\0';
    if (rest[0] != '\\') {
      text += rest[0];
      rest.remove_prefix(1);
    } else if (next == 'u') {
      if (!append_unicode(text, rest)) return std::nullopt;
    } else if (next == 's') {
      text += ' ';
      rest.remove_prefix(2);
    } else if (is_octal(next)) {
      if (!append_octal(text, rest)) return std::nullopt;
    } else if (std::string_view("btnfr\"'\\").find(next) != std::string_view::npos) {
      text += rest.substr(0, 2);
      rest.remove_prefix(2);
    } else {
      return std::nullopt;
    }
  }
  return text;
}

std::optional<JavaValue> number(std::string_view written) {
  std::string code(written);
  std::erase(code, '_');
  const bool is_hex = code.starts_with("0x") || code.starts_with("0X");
  const bool is_long = code.ends_with('L') || code.ends_with('l');
  const bool is_double = !is_hex && code.find_first_of(".eEfFdD") != std::string::npos;
  if (is_double) {
    // A float is not a double: `0.1f` differs.
    if (code.ends_with('f') || code.ends_with('F')) return std::nullopt;
    if (code.ends_with('d') || code.ends_with('D')) code.pop_back();
    if (code.find('.') == std::string::npos && code.find_first_of("eE") == std::string::npos) code += ".0";
    return JavaValue{std::move(code), {JavaKind::kDouble}};
  }
  if (is_long) code.pop_back();
  // `0xFFFFFFFF` is -1 in Java.
  std::int64_t value = 0;
  const char* const begin = code.data() + (is_hex ? 2 : 0);
  const auto [end, error] = std::from_chars(begin, code.data() + code.size(), value, is_hex ? 16 : 10);
  if (error != std::errc() || end != code.data() + code.size()) return std::nullopt;
  if (is_long) return JavaValue{code + "LL", {JavaKind::kLong}};
  if (value > std::numeric_limits<std::int32_t>::max()) return std::nullopt;
  return JavaValue{std::move(code), {JavaKind::kInteger}};
}

}  // namespace

std::optional<JavaValue> java_literal(const JavaToken& token) {
  if (token.kind == JavaTokenKind::kNumber) return number(token.text);
  const bool is_string = token.kind == JavaTokenKind::kString;
  const char quote = is_string ? '"' : '\'';
  const auto text = cpp_text(token.text.substr(1, token.text.size() - 2));
  if (!text) return std::nullopt;
  const bool is_one_byte = text->size() == 1 || (text->size() == 2 && text->front() == '\\');
  if (!is_string && !is_one_byte) return std::nullopt;
  return JavaValue{quote + *text + quote, {is_string ? JavaKind::kLiteral : JavaKind::kCharacter}};
}

}  // namespace quire::compiler
