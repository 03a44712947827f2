#ifndef QUIRE_STDLIB_FORMAT_DATES_H_
#define QUIRE_STDLIB_FORMAT_DATES_H_

#include "runtime/api/format/icu_library.h"

#include <unicode/smpdtfmt.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace quire {

/// See `IcuLibrary`.
std::optional<std::string> format_date(const IcuLibrary::DateRule& rule, long long milliseconds, std::string& error);
std::optional<IcuLibrary::ParsedDate> parse_date(const IcuLibrary::DateRule& rule, std::string_view text,
                                                 std::string& error);

/// A format for others to own; null, with an error, if there is none.
std::unique_ptr<icu::SimpleDateFormat> new_date_format(const IcuLibrary::DateRule& rule, std::string& error);
/// Gives a format the zone, or none if `zone` is empty.
void set_zone(icu::SimpleDateFormat& format, std::string_view zone);

}  // namespace quire

#endif  // QUIRE_STDLIB_FORMAT_DATES_H_
