#include "stdlib/format/places.h"

#include "stdlib/format/icu_text.h"

#include <unicode/locid.h>
#include <unicode/strenum.h>
#include <unicode/uloc.h>

#include <algorithm>
#include <cstring>
#include <set>

namespace quire {

namespace {

constexpr std::size_t kLongestName = 100;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Parts of letters and digits, separated by `_` or `-`; the first one, a language, has letters only.
bool is_well_formed(std::string_view name) {
  if (name.empty() || name.size() > kLongestName) return false;
  bool is_first = true;
  while (true) {
    const std::size_t end = std::min(name.find_first_of("_-"), name.size());
    const std::string_view part = name.substr(0, end);
    const bool has_only_letters = std::ranges::all_of(part, is_letter);
    if (part.empty() || part.size() > 8 || (is_first && (!has_only_letters || part.size() > 3))) return false;
    if (!std::ranges::all_of(part, [](char c) { return is_letter(c) || is_digit(c); })) return false;
    if (end == name.size()) return true;
    name.remove_prefix(end + 1);
    is_first = false;
  }
}

}  // namespace

bool is_locale(std::string_view name) {
  if (!is_well_formed(name)) return false;
  const icu::Locale locale = locale_of(name);
  if (locale.isBogus() != 0 || *locale.getISO3Language() == '\0') return false;
  const std::string_view region = locale.getCountry();
  // ISO 3166, or the number of an area such as 419, Latin America.
  return region.empty() || *locale.getISO3Country() != '\0' ||
         (region.size() == 3 && std::ranges::all_of(region, is_digit));
}

bool has_formats(std::string_view name) {
  static const std::set<std::string, std::less<>> languages = [] {
    std::set<std::string, std::less<>> found;
    int32_t count = 0;
    const icu::Locale* locales = icu::Locale::getAvailableLocales(count);
    for (int32_t at = 0; at < count; ++at) found.insert(locales[at].getLanguage());
    return found;
  }();
  return is_well_formed(name) && languages.contains(locale_of(name).getLanguage());
}

std::unique_ptr<icu::TimeZone> new_zone(std::string_view name) {
  std::string id(name);
  if (id == "Z") id = "UTC";
  if (id.starts_with("UTC+") || id.starts_with("UTC-")) id.replace(0, 3, "GMT");
  if (id.starts_with('+') || id.starts_with('-')) id.insert(0, "GMT");
  return std::unique_ptr<icu::TimeZone>(icu::TimeZone::createTimeZone(from_utf8(id)));
}

bool is_zone(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName && *new_zone(name) != icu::TimeZone::getUnknown();
}

std::vector<std::string> zone_names() {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::StringEnumeration> ids(
      icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_ANY, nullptr, nullptr, status));
  std::vector<std::string> names;
  if (U_FAILURE(status)) return names;
  while (const icu::UnicodeString* id = ids->snext(status)) names.push_back(to_utf8(*id));
  return names;
}

std::string default_zone() {
  const std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createDefault());
  icu::UnicodeString id;
  if (!zone || *zone == icu::TimeZone::getUnknown()) return "UTC";
  return to_utf8(zone->getID(id));
}

}  // namespace quire
