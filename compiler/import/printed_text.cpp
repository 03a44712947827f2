#include "compiler/import/printed_text.h"

#include "runtime/base/ascii.h"

#include <cstddef>
#include <vector>

namespace quire::compiler {
namespace {

/// Whether the text contains `<b:` or `</b:`, a tag of a library.
bool has_tag(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    std::size_t end = at + 1;
    if (end < text.size() && text[end] == '/') ++end;
    while (end < text.size() && (is_alpha(text[end]) || text[end] == '_')) ++end;
    if (end < text.size() && text[end] == ':') return true;
  }
  return false;
}

std::optional<std::string> decoded(std::string_view literal) {
  constexpr std::string_view kNames = "ntr\"'\\";
  constexpr std::string_view kMeanings = "\n\t\r\"'\\";
  std::string text;
  for (std::size_t at = 0; at < literal.size(); ++at) {
    if (literal[at] != '\\') {
      text += literal[at];
      continue;
    }
    const std::size_t name = ++at < literal.size() ? kNames.find(literal[at]) : std::string_view::npos;
    if (name == std::string_view::npos) return std::nullopt;
    text += kMeanings[name];
  }
  return text;
}

}  // namespace

std::optional<std::string> template_text(std::string_view literal) {
  if (literal.size() < 2 || literal.front() != '"' || literal.back() != '"') return std::nullopt;
  auto text = decoded(literal.substr(1, literal.size() - 2));
  // The end of this text may join with what follows.
  const bool may_join =
      text && !text->empty() && std::string_view("<\\$#%").find(text->back()) != std::string_view::npos;
  if (!text || may_join || has_tag(*text)) return std::nullopt;
  for (const char* sign : {"<%", "%>", "${", "#{", "\\"})
    if (text->find(sign) != std::string::npos) return std::nullopt;
  return text;
}

std::optional<std::string> markup_as_text(const JavaValue& value) {
  const std::vector<JavaValue> parts = value.parts.empty() ? std::vector<JavaValue>{value} : value.parts;
  bool has_markup = false;
  std::string result;
  for (const JavaValue& part : parts) {
    if (part.type.kind != JavaKind::kLiteral || part.code.front() != '"') {
      result += "<%= " + part.code + " %>";
      continue;
    }
    const auto text = template_text(part.code);
    if (!text) return std::nullopt;
    has_markup = has_markup || text->find_first_of("<>&") != std::string::npos;
    result += *text;
  }
  if (!has_markup) return std::nullopt;
  return result;
}

}  // namespace quire::compiler
