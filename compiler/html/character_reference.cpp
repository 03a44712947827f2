#include "compiler/html/character_reference.h"

#include "runtime/base/ascii.h"

namespace quire::compiler {
namespace {

struct Named {
  std::string_view name;
  char character;
};

/// Those of ASCII characters; the first four are also known without `;`.
constexpr Named kNamed[] = {
    {"quot", '"'},         {"amp", '&'},
    {"lt", '<'},           {"gt", '>'},
    {"QUOT", '"'},         {"AMP", '&'},
    {"LT", '<'},           {"GT", '>'},
    {"Tab", '\t'},         {"NewLine", '\n'},
    {"excl", '!'},         {"num", '#'},
    {"dollar", '$'},       {"percnt", '%'},
    {"apos", '\''},        {"lpar", '('},
    {"rpar", ')'},         {"ast", '*'},
    {"midast", '*'},       {"plus", '+'},
    {"comma", ','},        {"period", '.'},
    {"sol", '/'},          {"colon", ':'},
    {"semi", ';'},         {"equals", '='},
    {"quest", '?'},        {"commat", '@'},
    {"lsqb", '['},         {"lbrack", '['},
    {"bsol", '\\'},        {"rsqb", ']'},
    {"rbrack", ']'},       {"Hat", '^'},
    {"lowbar", '_'},       {"UnderBar", '_'},
    {"grave", '`'},        {"DiacriticalGrave", '`'},
    {"lcub", '{'},         {"lbrace", '{'},
    {"verbar", '|'},       {"vert", '|'},
    {"VerticalLine", '|'}, {"rcub", '}'},
    {"rbrace", '}'},
};
constexpr std::size_t kWithoutSemicolon = 8;

CharacterReference numeric(std::string_view text) {
  const bool hex = text.size() > 2 && to_lower(text[2]) == 'x';
  std::size_t at = hex ? 3 : 2;
  const std::size_t first = at;
  unsigned long code = 0;
  for (; at < text.size() && (hex ? hex_value(text[at]) >= 0 : is_digit(text[at])); ++at)
    if (code < 0x110000) code = code * (hex ? 16 : 10) + static_cast<unsigned long>(hex_value(text[at]));
  if (at == first) return {};
  if (at < text.size() && text[at] == ';') ++at;
  return {at, code > 0 && code < 0x80 ? static_cast<char>(code) : '\xFF'};
}

}  // namespace

CharacterReference read_character_reference(std::string_view text) {
  if (text.size() < 3) return {};
  if (text[1] == '#') return numeric(text);
  std::size_t end = 1;
  while (end < text.size() && is_alphanumeric(text[end])) ++end;
  const std::string_view name = text.substr(1, end - 1);
  const bool is_closed = end < text.size() && text[end] == ';';
  std::size_t index = 0;
  for (const auto& [known, character] : kNamed) {
    if (name == known && (is_closed || index < kWithoutSemicolon)) return {end + (is_closed ? 1 : 0), character};
    ++index;
  }
  return is_closed && !name.empty() ? CharacterReference{end + 1} : CharacterReference{};
}

}  // namespace quire::compiler
