#include "stdlib/format/icu_text.h"

#include <unicode/uchar.h>

#include <algorithm>

namespace quire {

icu::UnicodeString from_utf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

std::string to_utf8(const icu::UnicodeString& text) {
  std::string result;
  text.toUTF8String(result);
  return result;
}

icu::Locale locale_of(std::string_view name) {
  return icu::Locale::createFromName(std::string(name.empty() ? "en" : name).c_str());
}

bool is_any_space(UChar32 c) { return c == '\t' || u_charType(c) == U_SPACE_SEPARATOR; }

std::string refused_pattern(std::string_view pattern, UErrorCode code, const UParseError* at) {
  std::string reason = u_errorName(code);
  if (reason.starts_with("U_")) reason.erase(0, 2);
  std::ranges::transform(reason, reason.begin(),
                         [](char c) { return c == '_' ? ' ' : static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
  std::string text = "ICU refuses the pattern `" + std::string(pattern) + "`: " + reason;
  if (at != nullptr && at->offset > 0) text += ", at character " + std::to_string(at->offset + 1);
  return text;
}

}  // namespace quire
