#ifndef QUIRE_STDLIB_FORMAT_ICU_TEXT_H_
#define QUIRE_STDLIB_FORMAT_ICU_TEXT_H_

#include <unicode/locid.h>
#include <unicode/parseerr.h>
#include <unicode/unistr.h>
#include <unicode/utypes.h>

#include <string>
#include <string_view>

namespace quire {

icu::UnicodeString from_utf8(std::string_view text);
std::string to_utf8(const icu::UnicodeString& text);
icu::Locale locale_of(std::string_view name);

/// A space of any width, such as U+202F, but not the end of a line.
bool is_any_space(UChar32 c);

/// For example "ICU refuses the pattern `0}`: unmatched braces, at character 2". `at` is null if there is no place.
std::string refused_pattern(std::string_view pattern, UErrorCode code, const UParseError* at);

}  // namespace quire

#endif  // QUIRE_STDLIB_FORMAT_ICU_TEXT_H_
