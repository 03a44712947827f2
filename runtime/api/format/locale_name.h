#ifndef QUIRE_RUNTIME_API_FORMAT_LOCALE_NAME_H_
#define QUIRE_RUNTIME_API_FORMAT_LOCALE_NAME_H_

#include <string>
#include <string_view>
#include <vector>

namespace quire::format {

/// A locale as the names of bundles have it: `de_CH` for `DE-ch`, `zh_Hant_TW` for `zh-hant-tw`.
std::string locale_name(std::string_view text);

/// The locales whose messages are those of a locale, the most specific first: `de_CH`, `de`. A script may be left out:
/// `zh_Hant_TW`, `zh_Hant`, `zh_TW`, `zh`.
std::vector<std::string> candidate_locales(std::string_view locale);

}  // namespace quire::format

#endif  // QUIRE_RUNTIME_API_FORMAT_LOCALE_NAME_H_
