#include "runtime/api/format/page_format.h"

#include "runtime/api/ascii.h"
#include "runtime/api/el/accepted_language.h"
#include "runtime/api/el/operand.h"
#include "runtime/api/format/icu_library.h"
#include "runtime/api/format/locale_name.h"

#include <quire/el_to.h>
#include <quire/page_control.h>
#include <quire/request.h>

#include <map>
#include <utility>

namespace quire::format {

namespace {

constexpr char kBundle[] = "quire.format.bundle";
constexpr char kLocale[] = "quire.format.locale";
constexpr char kTimeZone[] = "quire.format.timeZone";

/// Whoever accepts more does not care.
constexpr std::size_t kMostLanguages = 10;

thread_local const BundleScope* innermost_bundle = nullptr;
thread_local const TimeZoneScope* innermost_zone = nullptr;

/// The text of an attribute of the first scope that has it.
std::string attribute_text(PageContext& context, const char* name) {
  const Value value = context.find_attribute(name);
  return value.is_null() ? std::string() : el::text_of(context, value);
}

detail::SiteMessages::Defaults defaults(PageContext& context) {
  const detail::SiteMessages* site = PageControl::of(context).messages();
  return site == nullptr ? detail::SiteMessages::Defaults() : site->format_defaults();
}

/// For the log: what clients send can be anything.
std::string shown(std::string_view text) {
  constexpr std::size_t kMostShown = 60;
  std::string result(text.substr(0, kMostShown));
  for (char& c : result)
    if (c < ' ' || c > '~') c = '?';
  return text.size() > kMostShown ? result + "…" : result;
}

std::string checked_zone(std::string_view name) {
  if (name.empty()) return "UTC";
  if (icu_library().is_zone(name)) return std::string(name);
  throw el::Error("`" + std::string(name) +
                  "` is not a time zone; it is for example `Europe/Berlin`, `UTC` or `GMT+2`");
}

std::optional<UsedBundle> read_bundle(PageContext& context, const Value& value) {
  if (value.is_null()) return std::nullopt;
  if (value.kind() == Value::Kind::kMap) {
    const Value* basename = value.find("basename");
    const Value* prefix = value.find("prefix");
    if (basename != nullptr)
      return UsedBundle{el::text_of(context, *basename), prefix == nullptr ? "" : el::text_of(context, *prefix)};
  } else if (value.kind() == Value::Kind::kString) {
    return UsedBundle{value.as_string(), {}};
  }
  throw el::Error(el::describe(context, value) + " is not a bundle: it is what `<fmt:setBundle>` sets, or a name");
}

/// By name and preferred locales. Has stable addresses.
using FoundBundles = std::map<std::string, FoundBundle>;

bool has_any(detail::SiteMessages& site, const std::string& basename, const std::vector<std::string>& candidates) {
  for (const std::string& candidate : candidates)
    if (site.texts(basename, candidate)) return true;
  return false;
}

void add_texts(FoundBundle& found, detail::SiteMessages& site, const std::string& basename, std::string_view locale) {
  for (const std::string& candidate : candidate_locales(locale))
    if (auto texts = site.texts(basename, candidate)) found.texts.push_back(std::move(texts));
}

FoundBundle look_for(detail::SiteMessages& site, const std::string& basename,
                     const std::vector<std::string>& preferred) {
  FoundBundle found;
  const std::string otherwise = locale_name(site.format_defaults().locale);
  for (const std::string& locale : preferred) {
    if (!has_any(site, basename, candidate_locales(locale))) continue;
    found.locale = locale;
    break;
  }
  if (found.locale.empty() && has_any(site, basename, candidate_locales(otherwise))) found.locale = otherwise;
  add_texts(found, site, basename, found.locale);
  if (auto texts = site.texts(basename, {})) found.texts.push_back(std::move(texts));
  if (found.locale != otherwise) add_texts(found, site, basename, otherwise);
  return found;
}

}  // namespace

std::vector<std::string> preferred_locales(PageContext& context) {
  if (std::string set = attribute_text(context, kLocale); !set.empty()) return {locale_name(set)};
  std::vector<std::string> locales;
  for (const std::string& language : el::accepted_languages(context.request().header("Accept-Language"))) {
    if (locales.size() == kMostLanguages) break;
    locales.push_back(locale_name(language));
  }
  return locales;
}

std::string format_locale(PageContext& context) {
  if (const std::string set = attribute_text(context, kLocale); !set.empty()) return locale_name(set);
  if (const auto bundle = used_bundle(context, nullptr))
    if (const std::string& locale = find_bundle(context, bundle->basename).locale; !locale.empty()) return locale;
  for (std::string& locale : preferred_locales(context))
    if (icu_library().has_formats(locale)) return std::move(locale);
  const std::string_view otherwise = defaults(context).locale;
  return otherwise.empty() ? "en" : locale_name(otherwise);
}

std::optional<UsedBundle> used_bundle(PageContext& context, const el::Argument& given) {
  if (!el::is_null(context, given)) return read_bundle(context, el::settle(context, given.in(context)));
  if (const BundleScope* scope = BundleScope::innermost(context)) return read_bundle(context, scope->value());
  if (auto set = read_bundle(context, context.find_attribute(kBundle))) return set;
  const std::string_view otherwise = defaults(context).bundle;
  return otherwise.empty() ? std::nullopt : std::optional(UsedBundle{std::string(otherwise), {}});
}

const FoundBundle& find_bundle(PageContext& context, const std::string& basename) {
  static const FoundBundle none;
  detail::SiteMessages* site = PageControl::of(context).messages();
  if (site == nullptr) return none;
  const std::vector<std::string> preferred = preferred_locales(context);
  std::string key = basename;
  for (const std::string& locale : preferred) (key += '\n') += locale;
  if (!site->found) site->found = std::make_shared<FoundBundles>();
  FoundBundles& all = *static_cast<FoundBundles*>(site->found.get());
  const auto known = all.find(key);
  if (known != all.end()) return known->second;
  return all.emplace(std::move(key), look_for(*site, basename, preferred)).first->second;
}

std::optional<std::string> set_zone(PageContext& context, const el::Argument& given) {
  if (const std::string_view name = el::text(context, given); !name.empty()) return checked_zone(name);
  if (const TimeZoneScope* scope = TimeZoneScope::innermost(context)) return scope->value().as_string();
  if (const std::string set = attribute_text(context, kTimeZone); !set.empty()) return checked_zone(set);
  const std::string_view otherwise = defaults(context).time_zone;
  return otherwise.empty() ? std::nullopt : std::optional(checked_zone(otherwise));
}

std::string zone_of(PageContext& context, const el::Argument& given) {
  const auto zone = set_zone(context, given);
  return zone ? *zone : icu_library().default_zone();
}

std::optional<std::string> known_locale(PageContext& context, std::string_view text) {
  if (icu_library().is_locale(text)) return locale_name(text);
  if (detail::SiteMessages* site = PageControl::of(context).messages())
    site->warn_once_here("unknown locale", "`" + shown(text) +
                                               "` is not a locale, such as `de` or `de_CH`; the request and web.toml "
                                               "decide instead (logged once for this place)");
  return std::nullopt;
}

std::string parse_locale(PageContext& context, const el::Argument& given) {
  const std::string_view name = el::text(context, given);
  auto known = name.empty() ? std::nullopt : known_locale(context, name);
  return known ? *std::move(known) : format_locale(context);
}

const Value& bundle(PageContext& context, const BundleOptions& options) {
  const std::string_view basename = el::text(context, options.basename);
  if (basename.empty()) return el::detail::null();
  Value value = Value::map({{"basename", basename}});
  if (const std::string_view prefix = el::text(context, options.prefix); !prefix.empty()) value.set("prefix", prefix);
  return el::detail::keep(context, std::move(value));
}

void setBundle(PageContext& context, const BundleOptions& options, Scope scope) {
  context.set_attribute(kBundle, bundle(context, options), scope);
}

BundleScope::BundleScope(PageContext& context, const BundleOptions& options)
    : context_(context), outer_(innermost_bundle), value_(bundle(context, options)) {
  innermost_bundle = this;
}

BundleScope::~BundleScope() { innermost_bundle = outer_; }

const BundleScope* BundleScope::innermost(const PageContext& context) {
  const BundleScope* scope = innermost_bundle;
  while (scope != nullptr && &scope->context_ != &context) scope = scope->outer_;
  return scope;
}

const Value& timeZone(PageContext& context, const TimeZoneOptions& options) {
  return el::detail::keep(context, checked_zone(el::text(context, options.value)));
}

void setTimeZone(PageContext& context, const TimeZoneOptions& options, Scope scope) {
  context.set_attribute(kTimeZone, timeZone(context, options), scope);
}

TimeZoneScope::TimeZoneScope(PageContext& context, const TimeZoneOptions& options)
    : context_(context), outer_(innermost_zone), value_(timeZone(context, options)) {
  innermost_zone = this;
}

TimeZoneScope::~TimeZoneScope() { innermost_zone = outer_; }

const TimeZoneScope* TimeZoneScope::innermost(const PageContext& context) {
  const TimeZoneScope* scope = innermost_zone;
  while (scope != nullptr && &scope->context_ != &context) scope = scope->outer_;
  return scope;
}

void setLocale(PageContext& context, const LocaleOptions& options, Scope scope) {
  std::string name(el::text(context, options.value));
  if (name.empty()) return context.remove_attribute(kLocale, scope);
  if (const std::string_view variant = el::text(context, options.variant); !variant.empty()) (name += '_') += variant;
  if (auto known = known_locale(context, name)) context.set_attribute(kLocale, *std::move(known), scope);
  else context.remove_attribute(kLocale, scope);
}

void requestEncoding(PageContext& context, const EncodingOptions& options) {
  const std::string_view given = el::text(context, options.value);
  const std::string name = quire::detail::lower_case(given);
  if (!name.empty() && name != "utf-8" && name != "utf8")
    throw el::Error("requests cannot be read as `" + std::string(given) + "`: they are always UTF-8");
}

}  // namespace quire::format
