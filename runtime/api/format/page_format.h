#ifndef QUIRE_RUNTIME_API_FORMAT_PAGE_FORMAT_H_
#define QUIRE_RUNTIME_API_FORMAT_PAGE_FORMAT_H_

#include "runtime/api/format/site_messages.h"

#include <quire/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire::format {

/// The languages that the page prefers, the best first: what `fmt:setLocale` has set, or else what the request accepts.
std::vector<std::string> preferred_locales(PageContext& context);

/// The locale of numbers and dates: what `fmt:setLocale` has set, else that of the page's messages, else the first of
/// the request that has formats, else that of web.toml, else `en`.
std::string format_locale(PageContext& context);

/// A bundle that messages are looked for in.
struct UsedBundle {
  std::string basename;
  /// Before each key.
  std::string prefix;
};
/// That of an attribute `bundle`, which may be null; else the page's; nullopt if there is none.
std::optional<UsedBundle> used_bundle(PageContext& context, const el::Argument& given);

/// The locale of a bundle for the page, and where its messages are looked for, one after the other (Jakarta Tags 3.0,
/// 8.3): those of the locale with its parents, those for all languages, and those of the locale of web.toml.
struct FoundBundle {
  /// Empty if no language that the page prefers is there.
  std::string locale;
  std::vector<std::shared_ptr<const detail::MessageTexts>> texts;
};
/// The same bundle is looked for once in a request. Valid as long as the request.
const FoundBundle& find_bundle(PageContext& context, const std::string& basename);

/// The zone that points of time are shown in; nullopt if neither the page nor web.toml sets one. Throws `el::Error` if
/// what is set is not a zone.
std::optional<std::string> set_zone(PageContext& context, const el::Argument& given);
/// The same, or that of the machine.
std::string zone_of(PageContext& context, const el::Argument& given);

/// The locale that a page names. If there is none of that name, which clients can choose, it is logged once for each
/// place in a page, and nullopt.
std::optional<std::string> known_locale(PageContext& context, std::string_view text);
/// The same for the attribute `parseLocale`; without it, and if there is none of that name, that of the page.
std::string parse_locale(PageContext& context, const el::Argument& given);

}  // namespace quire::format

#endif  // QUIRE_RUNTIME_API_FORMAT_PAGE_FORMAT_H_
