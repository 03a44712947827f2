#include "stdlib/format/dates.h"

#include "stdlib/format/formatter_pool.h"
#include "stdlib/format/icu_text.h"
#include "stdlib/format/places.h"

#include <unicode/gregocal.h>
#include <unicode/timezone.h>

#include <string>

namespace quire {

namespace {

using Rule = IcuLibrary::DateRule;
using Style = IcuLibrary::DateStyle;

/// What ICU's calendars can have: some five million years.
constexpr long long kMostMilliseconds = 180'000'000'000'000'000;

icu::DateFormat::EStyle icu_style(Style style) {
  switch (style) {
    case Style::kShort:
      return icu::DateFormat::kShort;
    case Style::kMedium:
      return icu::DateFormat::kMedium;
    case Style::kLong:
      return icu::DateFormat::kLong;
    case Style::kFull:
      return icu::DateFormat::kFull;
    case Style::kNone:
      break;
  }
  return icu::DateFormat::kNone;
}

/// Calls `use` with each character of a pattern, and whether it is a letter that stands for something.
template <class Use>
void for_each_letter(const icu::UnicodeString& pattern, const Use& use) {
  bool is_quoted = false;
  for (int32_t at = 0; at < pattern.length(); ++at) {
    const char16_t c = pattern[at];
    if (c == u'\'') is_quoted = !is_quoted;
    use(c, !is_quoted && ((c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z')));
  }
}

bool has_any(const icu::UnicodeString& pattern, std::u16string_view letters) {
  bool found = false;
  for_each_letter(pattern, [&](char16_t c, bool is_letter) { found |= is_letter && letters.find(c) != letters.npos; });
  return found;
}

constexpr std::u16string_view kZoneLetters = u"zZOvVXx";
constexpr std::u16string_view kTimeLetters = u"aAbBhHkKjJCmsS";
constexpr std::u16string_view kDateLetters = u"GyYuUrQqMLlwWdDFgEec";

/// Without the letters for a zone, and the spaces and brackets that are left at an end.
icu::UnicodeString without_zone(const icu::UnicodeString& pattern) {
  icu::UnicodeString result;
  for_each_letter(pattern, [&](char16_t c, bool is_letter) {
    if (!is_letter || kZoneLetters.find(c) == kZoneLetters.npos) result.append(c);
  });
  result.findAndReplace(u" ()", u"").findAndReplace(u" []", u"").findAndReplace(u"  ", u" ");
  return result.trim();
}

/// Text and patterns for parsing have plain spaces only: nobody types U+202F.
icu::UnicodeString with_plain_spaces(const icu::UnicodeString& text) {
  icu::UnicodeString result(text);
  for (int32_t at = 0; at < result.length(); ++at)
    if (is_any_space(result[at])) result.setCharAt(at, u' ');
  return result;
}

std::string key_of(const Rule& rule, char use) {
  return std::string(1, use) + static_cast<char>('0' + static_cast<int>(rule.date)) +
         static_cast<char>('0' + static_cast<int>(rule.time)) + rule.locale + "\n" + rule.zone + "\n" + rule.pattern;
}

FormatterPool<icu::SimpleDateFormat>& pool() {
  // Never destroyed: pages may run until the process ends.
  static auto& pool = *new FormatterPool<icu::SimpleDateFormat>;
  return pool;
}

std::unique_ptr<icu::SimpleDateFormat> new_parser(const Rule& rule, std::string& error) {
  auto format = new_date_format(rule, error);
  if (!format) return nullptr;
  icu::UnicodeString pattern;
  format->toPattern(pattern);
  format->applyPattern(with_plain_spaces(pattern));
  // No 31st of February.
  format->setCalendarLenient(false);
  return format;
}

}  // namespace

void set_zone(icu::SimpleDateFormat& format, std::string_view zone) {
  if (zone.empty()) {
    icu::UnicodeString pattern;
    format.toPattern(pattern);
    if (has_any(pattern, kZoneLetters)) format.applyPattern(without_zone(pattern));
    format.setTimeZone(*icu::TimeZone::getGMT());
  } else {
    format.adoptTimeZone(new_zone(zone).release());
  }
}

std::unique_ptr<icu::SimpleDateFormat> new_date_format(const Rule& rule, std::string& error) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale = locale_of(rule.locale);
  std::unique_ptr<icu::SimpleDateFormat> format;
  if (!rule.pattern.empty()) {
    format = std::make_unique<icu::SimpleDateFormat>(from_utf8(rule.pattern), locale, status);
    // ICU looks for bad letters only when it formats.
    if (U_SUCCESS(status)) {
      icu::UnicodeString text;
      icu::FieldPositionIterator* const no_fields = nullptr;
      format->format(UDate{0}, text, no_fields, status);
    }
    if (U_FAILURE(status)) {
      error = refused_pattern(rule.pattern, status, nullptr);
      return nullptr;
    }
  } else {
    std::unique_ptr<icu::DateFormat> made(
        icu::DateFormat::createDateTimeInstance(icu_style(rule.date), icu_style(rule.time), locale));
    if (dynamic_cast<icu::SimpleDateFormat*>(made.get()) == nullptr) {
      error = "ICU has no format for dates of the locale";
      return nullptr;
    }
    format.reset(static_cast<icu::SimpleDateFormat*>(made.release()));
  }
  // One calendar for all years, as in ISO 8601.
  if (const auto* gregorian = dynamic_cast<const icu::GregorianCalendar*>(format->getCalendar())) {
    std::unique_ptr<icu::GregorianCalendar> proleptic(gregorian->clone());
    proleptic->setGregorianChange(U_DATE_MIN, status);
    if (U_SUCCESS(status)) format->adoptCalendar(proleptic.release());
  }
  set_zone(*format, rule.zone);
  return format;
}

std::optional<std::string> format_date(const Rule& rule, long long milliseconds, std::string& error) {
  if (milliseconds > kMostMilliseconds || milliseconds < -kMostMilliseconds) {
    error = "its year is beyond the range of calendars";
    return std::nullopt;
  }
  const auto format = pool().borrow(key_of(rule, 'f'), [&] { return new_date_format(rule, error); });
  if (!format) return std::nullopt;
  icu::UnicodeString text;
  format->format(static_cast<UDate>(milliseconds), text);
  return to_utf8(text);
}

std::optional<IcuLibrary::ParsedDate> parse_date(const Rule& rule, std::string_view text, std::string& error) {
  // The zone is not part of the format, because whether it matters depends on the pattern.
  Rule kept = rule;
  if (kept.zone.empty()) kept.zone = "UTC";
  const auto format = pool().borrow(key_of(kept, 'p'), [&] { return new_parser(kept, error); });
  if (!format) return std::nullopt;
  icu::UnicodeString pattern;
  format->toPattern(pattern);
  IcuLibrary::ParsedDate parsed;
  parsed.has_date = has_any(pattern, kDateLetters);
  parsed.has_time = has_any(pattern, kTimeLetters);
  parsed.has_zone = has_any(pattern, kZoneLetters);
  const bool is_instant = parsed.has_zone || (parsed.has_date && parsed.has_time);
  // Parsing changes it, if the text names a zone.
  format->adoptTimeZone(is_instant ? new_zone(kept.zone).release() : icu::TimeZone::getGMT()->clone());
  const icu::UnicodeString given = with_plain_spaces(from_utf8(text)).trim();
  icu::ParsePosition position(0);
  const UDate date = format->parse(given, position);
  if (given.isEmpty() || position.getErrorIndex() >= 0 || position.getIndex() != given.length()) return std::nullopt;
  parsed.milliseconds = static_cast<long long>(date);
  return parsed;
}

}  // namespace quire
