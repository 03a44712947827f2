#ifndef QUIRE_STDLIB_FORMAT_PLACES_H_
#define QUIRE_STDLIB_FORMAT_PLACES_H_

#include <unicode/timezone.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// See `IcuLibrary`.
bool is_locale(std::string_view locale);
bool has_formats(std::string_view locale);
bool is_zone(std::string_view zone);
std::vector<std::string> zone_names();
std::string default_zone();

/// A zone by its name in the IANA database, or an offset such as `GMT+2`, `UTC+05:45` or `+05:45`; one that is the same
/// as UTC if there is no such zone.
std::unique_ptr<icu::TimeZone> new_zone(std::string_view name);

}  // namespace quire

#endif  // QUIRE_STDLIB_FORMAT_PLACES_H_
