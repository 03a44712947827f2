#include "runtime/api/el/operand.h"
#include "runtime/api/el/text.h"
#include "runtime/api/format/icu_library.h"
#include "runtime/api/format/moment.h"
#include "runtime/api/format/option.h"
#include "runtime/api/format/page_format.h"

namespace quire::format {

namespace {

using Style = IcuLibrary::DateStyle;
using Rule = IcuLibrary::DateRule;

enum class Parts : unsigned char { kDate, kTime, kBoth };

std::optional<Parts> parts_option(PageContext& context, const el::Argument& given) {
  return word_option<Parts>(context, given, "type",
                            {{"date", Parts::kDate}, {"time", Parts::kTime}, {"both", Parts::kBoth}});
}

Style style_option(PageContext& context, const el::Argument& given, std::string_view attribute) {
  return word_option<Style>(context, given, attribute,
                            {{"default", Style::kMedium},
                             {"short", Style::kShort},
                             {"medium", Style::kMedium},
                             {"long", Style::kLong},
                             {"full", Style::kFull}})
      .value_or(Style::kMedium);
}

template <class Options>
void set_styles(Rule& rule, PageContext& context, const Options& options, Parts parts) {
  const Style date = style_option(context, options.dateStyle, "dateStyle");
  const Style time = style_option(context, options.timeStyle, "timeStyle");
  rule.date = parts == Parts::kTime ? Style::kNone : date;
  rule.time = parts == Parts::kDate ? Style::kNone : time;
}

/// What of a time is shown: as asked for, as far as the time has it.
Parts shown_parts(const el::Operand& operand, const Time& time, std::optional<Parts> asked) {
  if (!has_date(time) && asked == Parts::kDate) throw el::Error(el::describe(operand) + " has no date to format");
  if (!has_time_of_day(time) && asked == Parts::kTime)
    throw el::Error(el::describe(operand) + " has no time of day to format");
  if (!has_date(time)) return Parts::kTime;
  if (!has_time_of_day(time)) return Parts::kDate;
  return asked.value_or(Parts::kDate);
}

/// For messages: what the text was expected to be.
std::string described(const Rule& rule, Parts parts) {
  std::string text = parts == Parts::kDate ? "a date" : parts == Parts::kTime ? "a time of day" : "a date and a time";
  if (!rule.pattern.empty()) text = "a time of the pattern `" + rule.pattern + "`";
  return text + " in the locale `" + rule.locale + "`";
}

Time::Form form_of(const IcuLibrary::ParsedDate& parsed, bool has_own_zone) {
  if (parsed.has_zone) return Time::Form::kInstant;
  if (!parsed.has_time) return Time::Form::kDate;
  if (!parsed.has_date) return Time::Form::kTimeOfDay;
  return has_own_zone ? Time::Form::kInstant : Time::Form::kDateTime;
}

bool is_nothing(const el::Operand& operand) {
  return operand.is_null() || (operand.is_text() && el::trimmed(operand.text).empty());
}

}  // namespace

const Value& formatDate(PageContext& context, const DateOptions& options) {
  const el::Operand operand(context, options.value);
  if (is_nothing(operand)) return el::detail::null();
  const auto time = time_of(operand);
  if (!time)
    throw el::Error(el::describe(operand) +
                    " is not a date, and cannot be formatted as one: text must be ISO 8601, such as "
                    "`2026-11-22T19:10:00Z`; `<fmt:parseDate>` reads other forms");
  Rule rule;
  rule.locale = format_locale(context);
  rule.pattern = el::text(context, options.pattern);
  const auto asked = parts_option(context, options.type);
  if (rule.pattern.empty()) set_styles(rule, context, options, shown_parts(operand, *time, asked));
  if (is_instant(*time)) rule.zone = zone_of(context, options.timeZone);
  std::string error;
  if (auto text = icu_library().format_date(rule, milliseconds_of(*time), error))
    return el::detail::keep(context, *std::move(text));
  throw el::Error(el::describe(operand) + " cannot be formatted: " + error);
}

const Value& parseDate(PageContext& context, const ParseDateOptions& options) {
  const el::Operand operand(context, options.value);
  if (is_nothing(operand)) return el::detail::null();
  if (operand.is_time()) return el::detail::keep(context, *operand.items);
  Rule rule;
  rule.locale = parse_locale(context, options.parseLocale);
  rule.pattern = el::text(context, options.pattern);
  const Parts parts = parts_option(context, options.type).value_or(Parts::kDate);
  if (rule.pattern.empty()) set_styles(rule, context, options, parts);
  const auto zone = set_zone(context, options.timeZone);
  rule.zone = zone.value_or("");
  std::string error;
  const auto parsed = icu_library().parse_date(rule, el::text_of(operand), error);
  if (!parsed)
    throw el::Error(el::describe(operand) + " is not " + described(rule, parts) + (error.empty() ? "" : ": " + error));
  return el::detail::keep(context, time_from(parsed->milliseconds, form_of(*parsed, zone.has_value())));
}

}  // namespace quire::format
