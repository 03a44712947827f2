#include "runtime/log/escape.h"

#include "runtime/base/utf8.h"

#include <array>

namespace quire {
namespace {

constexpr char kDigits[] = "0123456789abcdef";
constexpr std::string_view kIndent = "    ";

/// Whether an octet is a visible ASCII character that is never escaped.
constexpr std::array<bool, 256> plain_octets() {
  std::array<bool, 256> table{};
  for (std::size_t c = 0x20; c < 0x7f; ++c) table[c] = c != '"' && c != '\\';
  return table;
}
constexpr std::array<bool, 256> kPlain = plain_octets();

bool is_plain(char c) { return kPlain[static_cast<unsigned char>(c)]; }

std::size_t plain_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && is_plain(text[length])) ++length;
  return length;
}

bool is_visible(char32_t c) {
  const bool is_control = c < 0x20 || (c >= 0x7f && c <= 0x9f);
  const bool ends_line = c == 0x2028 || c == 0x2029;
  const bool turns =
      c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
  return !is_control && !ends_line && !turns && c != 0xfeff;
}

void append_octet(char c, std::string& out) {
  const auto octet = static_cast<unsigned char>(c);
  switch (c) {
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\x";
      out += kDigits[octet >> 4];
      out += kDigits[octet & 0xf];
  }
}

void append_unit(unsigned unit, std::string& out) {
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[(unit >> shift) & 0xf];
}

}  // namespace

void append_escaped(std::string_view text, std::string& out, bool in_quotes) {
  while (!text.empty()) {
    const std::size_t plain = plain_length(text);
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) return;
    const Utf8Character character = decode_utf8(text, 0);
    if (text.front() == '"' || text.front() == '\\') {
      if (in_quotes) out += '\\';
      out += text.front();
    } else if (character.valid && is_visible(character.value)) {
      out += text.substr(0, character.size);
    } else {
      for (const char c : text.substr(0, character.size)) append_octet(c, out);
    }
    text.remove_prefix(character.size);
  }
}

std::string escaped(std::string_view text) {
  std::string out;
  append_escaped(text, out, /*in_quotes=*/false);
  return out;
}

std::string escaped_lines(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  std::string out;
  while (true) {
    const std::size_t end = text.find('\n');
    append_escaped(text.substr(0, end), out, /*in_quotes=*/false);
    if (end == text.npos) return out;
    out += '\n';
    out += kIndent;
    text.remove_prefix(end + 1);
  }
}

void append_json(std::string_view text, std::string& out) {
  out += '"';
  while (!text.empty()) {
    const std::size_t plain = plain_length(text);
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const Utf8Character character = decode_utf8(text, 0);
    if (text.front() == '"' || text.front() == '\\') (out += '\\') += text.front();
    else if (!character.valid) out += kReplacementCharacter;
    // All that are not visible are in the basic plane.
    else if (!is_visible(character.value)) append_unit(static_cast<unsigned>(character.value), out);
    else out += text.substr(0, character.size);
    text.remove_prefix(character.size);
  }
  out += '"';
}

}  // namespace quire
