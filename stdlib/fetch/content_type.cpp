#include "stdlib/fetch/content_type.h"

#include <algorithm>

namespace quire {

namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t";
  const std::size_t begin = std::min(text.find_first_not_of(kBlanks), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return result;
}

/// The part up to the next `;` that is not in quotes; removes it.
std::string_view take_part(std::string_view& text) {
  bool is_quoted = false;
  std::size_t at = 0;
  for (; at < text.size() && (is_quoted || text[at] != ';'); ++at) {
    if (text[at] == '"') is_quoted = !is_quoted;
    else if (text[at] == '\\' && is_quoted) ++at;
  }
  at = std::min(at, text.size());
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return trimmed(part);
}

std::string unquoted(std::string_view text) {
  if (!text.starts_with('"')) return std::string(text);
  std::string result;
  for (std::size_t at = 1; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\' && at + 1 < text.size()) ++at;
    result += text[at];
  }
  return result;
}

}  // namespace

ContentType::ContentType(std::string_view header) {
  const std::string type = lower(take_part(header));
  is_html = type == "text/html" || type == "application/xhtml+xml";
  while (!header.empty()) {
    const std::string_view part = take_part(header);
    const std::size_t equals = part.find('=');
    if (equals == part.npos || lower(trimmed(part.substr(0, equals))) != "charset" || !charset.empty()) continue;
    charset = unquoted(trimmed(part.substr(equals + 1)));
  }
}

}  // namespace quire
