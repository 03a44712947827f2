#include "compiler/diag/width.h"

#include "runtime/base/utf8.h"

#include <utf8proc.h>

#include <algorithm>

namespace quire::compiler {
namespace {

std::string hex(char32_t value, int digits) {
  std::string result;
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) result += "0123456789ABCDEF"[(value >> shift) & 0xF];
  return result;
}

}  // namespace

std::size_t character_width(char32_t character) {
  const auto code_point = static_cast<utf8proc_int32_t>(character);
  const utf8proc_property_t& property = *utf8proc_get_property(code_point);
  const bool is_syllable_part =
      property.boundclass == UTF8PROC_BOUNDCLASS_V || property.boundclass == UTF8PROC_BOUNDCLASS_T;
  const bool is_skin = property.boundclass == UTF8PROC_BOUNDCLASS_EXTEND && property.category == UTF8PROC_CATEGORY_SK;
  // Unlike utf8proc, terminals draw these as part of the preceding character, and give
  // spacing marks a cell of their own.
  if (is_syllable_part || is_skin) return 0;
  const auto width = static_cast<std::size_t>(utf8proc_charwidth(code_point));
  return property.category == UTF8PROC_CATEGORY_MC ? std::max<std::size_t>(width, 1) : width;
}

Shown show(std::string_view line) {
  constexpr std::size_t kTab = 8;
  Shown shown;
  const auto add = [&](std::string_view text, std::size_t cells) {
    shown.text += text;
    shown.cells += cells;
  };
  for (std::size_t at = 0; at < line.size();) {
    const Utf8Character character = decode_utf8(line, at);
    const bool control = character.value < 0x20 || (character.value >= 0x7F && character.value < 0xA0);
    if (character.value == '\t') {
      const std::size_t blanks = kTab - shown.cells % kTab;
      add(std::string(blanks, ' '), blanks);
    } else if (!character.valid) {
      add("<" + hex(character.value, 2) + ">", 4);
    } else if (control) {
      add("<U+" + hex(character.value, 4) + ">", 8);
    } else {
      add(line.substr(at, character.size), character_width(character.value));
    }
    at += character.size;
  }
  return shown;
}

}  // namespace quire::compiler
