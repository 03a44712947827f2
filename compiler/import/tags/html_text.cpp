#include "compiler/import/tags/html_text.h"

#include "runtime/base/ascii.h"
#include "runtime/base/utf8.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>

namespace quire::compiler {
namespace {

/// The names of U+00A0 to U+00FF (HTML 13.5).
constexpr std::string_view kLatin[] = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",   "ordf",
    "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",  "micro",
    "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave",
    "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",
    "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",
    "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute",
    "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave",
    "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide",
    "oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

/// Others that pages have.
constexpr std::pair<std::string_view, std::uint32_t> kNamed[] = {
    {"amp", '&'},      {"lt", '<'},        {"gt", '>'},        {"quot", '"'},      {"apos", '\''},
    {"OElig", 0x152},  {"oelig", 0x153},   {"Scaron", 0x160},  {"scaron", 0x161},  {"Yuml", 0x178},
    {"ensp", 0x2002},  {"emsp", 0x2003},   {"thinsp", 0x2009}, {"zwnj", 0x200C},   {"zwj", 0x200D},
    {"ndash", 0x2013}, {"mdash", 0x2014},  {"lsquo", 0x2018},  {"rsquo", 0x2019},  {"sbquo", 0x201A},
    {"ldquo", 0x201C}, {"rdquo", 0x201D},  {"bdquo", 0x201E},  {"dagger", 0x2020}, {"Dagger", 0x2021},
    {"bull", 0x2022},  {"hellip", 0x2026}, {"permil", 0x2030}, {"lsaquo", 0x2039}, {"rsaquo", 0x203A},
    {"euro", 0x20AC},  {"trade", 0x2122},  {"larr", 0x2190},   {"uarr", 0x2191},   {"rarr", 0x2192},
    {"darr", 0x2193},  {"minus", 0x2212},  {"infin", 0x221E},  {"ne", 0x2260},     {"le", 0x2264},
    {"ge", 0x2265},    {"check", 0x2713},  {"hearts", 0x2665}};

/// The character of `#8211` or `#x2013`; nullopt if there is none that a page may contain.
std::optional<std::uint32_t> numeric(std::string_view name) {
  const bool is_hex = name.size() > 1 && to_lower(name[1]) == 'x';
  const std::string_view digits = name.substr(is_hex ? 2 : 1);
  if (digits.empty() || digits.size() > 7) return std::nullopt;
  std::uint32_t code = 0;
  for (const char c : digits) {
    if (is_hex ? hex_value(c) < 0 : !is_digit(c)) return std::nullopt;
    code = code * (is_hex ? 16 : 10) + static_cast<std::uint32_t>(hex_value(c));
  }
  const bool is_surrogate = code >= 0xD800 && code < 0xE000;
  // HTML reads 128 to 159 as the characters of Windows.
  const bool is_control = code < 32 || (code >= 127 && code < 160);
  return is_control || is_surrogate || code > 0x10FFFF ? std::nullopt : std::optional(code);
}

struct Reference {
  /// With `&` and `;`; 0 if it is not a reference that is known.
  std::size_t size = 0;
  std::uint32_t character = 0;
};

/// Reads a reference from a text that begins with `&`.
Reference read_reference(std::string_view text) {
  constexpr std::size_t kLongest = 12;
  const std::size_t end = text.substr(0, kLongest).find(';');
  if (end == std::string_view::npos || end < 2) return {};
  const std::string_view name = text.substr(1, end - 1);
  if (name[0] == '#') {
    const auto code = numeric(name);
    return code ? Reference{end + 1, *code} : Reference();
  }
  if (const auto* latin = std::ranges::find(kLatin, name); latin != std::end(kLatin))
    return {end + 1, static_cast<std::uint32_t>(0xA0 + (latin - std::begin(kLatin)))};
  const auto* named = std::ranges::find(kNamed, name, &std::pair<std::string_view, std::uint32_t>::first);
  return named == std::end(kNamed) ? Reference() : Reference{end + 1, named->second};
}

/// Whether the character has a meaning in a page, perhaps with what follows.
bool has_meaning(std::uint32_t character) {
  return character < 0x80 && std::string_view("\\$#%<").find(static_cast<char>(character)) != std::string_view::npos;
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&') result += "&amp;";
    else if (c == '<') result += "&lt;";
    else result += c;
  }
  return result;
}

std::string plain_text(std::string_view html) {
  std::string result;
  for (std::size_t at = 0; at < html.size();) {
    const Reference found = html[at] == '&' ? read_reference(html.substr(at)) : Reference();
    if (found.size == 0 || has_meaning(found.character)) result += html[at++];
    else append_utf8(result, found.character), at += found.size;
  }
  return result;
}

bool has_reference(std::string_view text) {
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    std::size_t end = at + 1;
    while (end < text.size() && (is_alphanumeric(text[end]) || text[end] == '#')) ++end;
    if (end > at + 1 && end < text.size() && text[end] == ';') return true;
  }
  return false;
}

std::string as_text(std::string_view part, char quote) {
  std::string result;
  for (std::size_t at = 0; at < part.size();) {
    const Reference found = part[at] == '&' ? read_reference(part.substr(at)) : Reference();
    const std::string_view written = part.substr(at, std::max<std::size_t>(found.size, 1));
    at += written.size();
    // In an attribute, these two are references in a page as well.
    const bool is_known = written == "&quot;" || written == "&apos;";
    if (found.size == 0 || is_known) result += written;
    else if (!has_meaning(found.character) && found.character != static_cast<unsigned char>(quote))
      append_utf8(result, found.character);
    else if (found.character == '"') result += "&quot;";
    else if (found.character == '\'') result += "&apos;";
    else if (found.character == '<' && !part.substr(at).starts_with('%')) result += '<';
    else if (found.character == '\\' || found.character == '$' || found.character == '#')
      result += std::string("\\") + static_cast<char>(found.character);
    else if (found.character == '%' && !result.ends_with('<')) result += '%';
    else result += written;
  }
  return result;
}

std::string as_text(const Attribute& attribute, const SourceSet& sources) {
  const std::uint32_t end = attribute.value_span.end;
  const char quote = sources.text({attribute.value_span.file, end, end + 1}).front();
  if (attribute.parts.empty()) return as_text(attribute.raw_value, quote);
  std::string result;
  for (const Node& part : attribute.parts) {
    const std::string_view written = sources.text(part.span);
    result += part.kind == NodeKind::kText ? as_text(written, quote) : std::string(written);
  }
  return result;
}

}  // namespace quire::compiler
