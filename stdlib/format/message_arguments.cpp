#include "stdlib/format/message_arguments.h"

#include "stdlib/format/dates.h"
#include "stdlib/format/icu_text.h"

#include <unicode/msgfmt.h>
#include <unicode/smpdtfmt.h>

#include <charconv>
#include <cmath>
#include <memory>
#include <optional>

namespace quire {

namespace {

using Argument = IcuLibrary::MessageArgument;
using DatedText = IcuLibrary::DatedText;
using MessageTime = IcuLibrary::MessageTime;

icu::Formattable to_icu(const Argument& argument) {
  if (const auto* text = std::get_if<std::string>(&argument)) return {from_utf8(*text)};
  if (const auto* dated = std::get_if<DatedText>(&argument)) return {from_utf8(dated->text)};
  if (const auto* integer = std::get_if<long long>(&argument)) return {int64_t{*integer}};
  if (const auto* real = std::get_if<double>(&argument)) return {*real};
  return {static_cast<UDate>(std::get<MessageTime>(argument).milliseconds), icu::Formattable::kIsDate};
}

/// The number that a text is, as C++ and JSON write it.
std::optional<icu::Formattable> number_in(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  text = text.substr(0, text.find_last_not_of(kBlanks) + 1);
  const char* end = text.data() + text.size();
  long long integer = 0;
  if (const auto [at, error] = std::from_chars(text.data(), end, integer); error == std::errc() && at == end)
    return icu::Formattable(int64_t{integer});
  double real = 0;
  const auto [at, error] = std::from_chars(text.data(), end, real);
  if (error != std::errc() || at != end || text.empty() || !std::isfinite(real)) return std::nullopt;
  return icu::Formattable(real);
}

std::string_view text_in(const Argument& argument) {
  if (const auto* text = std::get_if<std::string>(&argument)) return *text;
  if (const auto* dated = std::get_if<DatedText>(&argument)) return dated->text;
  return {};
}

std::optional<std::string> number_text(const Argument& argument) {
  if (const auto* integer = std::get_if<long long>(&argument)) return std::to_string(*integer);
  const auto* real = std::get_if<double>(&argument);
  if (real == nullptr) return std::nullopt;
  char text[32];
  return std::string(text, std::to_chars(text, text + sizeof text, *real).ptr);
}

/// The time that a number is.
std::optional<long long> milliseconds_in(const Argument& argument) {
  constexpr double kLimit = 9e15;
  if (const auto* integer = std::get_if<long long>(&argument)) return *integer;
  const auto* real = std::get_if<double>(&argument);
  if (real == nullptr || !(std::abs(*real) < kLimit)) return std::nullopt;
  return static_cast<long long>(*real);
}

bool is_number_format(std::string_view format) {
  return format == "number" || format == "spellout" || format == "ordinal" || format == "duration";
}

}  // namespace

MessageArguments::MessageArguments(std::string_view locale, std::string_view zone,
                                   const std::vector<Argument>& arguments)
    : locale_(locale), zone_(zone), arguments_(arguments) {
  for (const Argument& argument : arguments) {
    names_.push_back(from_utf8(std::to_string(names_.size())));
    values_.push_back(to_icu(argument));
  }
}

icu::UnicodeString MessageArguments::fit(const icu::UnicodeString& pattern, const icu::MessagePattern& parts) {
  std::vector<Replacement> replacements;
  for (int32_t at = 0; at + 1 < parts.countParts(); ++at) {
    const icu::MessagePattern::Part& name = parts.getPart(at + 1);
    if (parts.getPartType(at) != UMSGPAT_PART_TYPE_ARG_START || name.getType() != UMSGPAT_PART_TYPE_ARG_NUMBER)
      continue;
    const auto number = static_cast<std::size_t>(name.getValue());
    if (number >= arguments_.size()) continue;
    const int32_t begin = parts.getPart(at).getIndex();
    const int32_t end = parts.getPart(parts.getLimitPartIndex(at)).getLimit();
    Use use{number, parts.getPart(at).getArgType(), {}, pattern.tempSubStringBetween(begin, end)};
    if (use.type == UMSGPAT_ARG_TYPE_SIMPLE)
      use.format = to_utf8(parts.getSubstring(parts.getPart(at + 2)).trim().toLower(icu::Locale::getRoot()));
    icu::Formattable value;
    bool is_whole = false;
    if (!convert(use, value, is_whole)) continue;
    const icu::UnicodeString added = add(value);
    if (is_whole) replacements.push_back({begin, end, icu::UnicodeString(u'{') + added + u'}'});
    else replacements.push_back({name.getIndex(), name.getLimit(), added});
  }
  icu::UnicodeString result(pattern);
  // From the end, so that places stay what they are.
  for (auto each = replacements.rbegin(); each != replacements.rend(); ++each)
    result.replaceBetween(each->begin, each->end, each->text);
  return result;
}

bool MessageArguments::convert(const Use& use, icu::Formattable& value, bool& is_whole) const {
  const Argument& argument = arguments_[use.number];
  const bool is_time_format = use.format == "date" || use.format == "time";
  if (use.type == UMSGPAT_ARG_TYPE_NONE || is_time_format) {
    is_whole = true;
    if (const auto* time = std::get_if<MessageTime>(&argument)) return show_time(use, *time, value);
    if (!is_time_format) return false;
    if (const auto* dated = std::get_if<DatedText>(&argument)) return show_time(use, dated->time, value);
    const auto milliseconds = milliseconds_in(argument);
    return milliseconds && show_time(use, {*milliseconds, zone_}, value);
  }
  is_whole = false;
  if (use.type == UMSGPAT_ARG_TYPE_SELECT) {
    const auto text = number_text(argument);
    if (text) value.setString(from_utf8(*text));
    return text.has_value();
  }
  if (use.type == UMSGPAT_ARG_TYPE_SIMPLE && !is_number_format(use.format)) return false;
  const auto number = number_in(text_in(argument));
  if (number) value = *number;
  return number.has_value();
}

bool MessageArguments::show_time(const Use& use, const MessageTime& time, icu::Formattable& value) const {
  using Style = IcuLibrary::DateStyle;
  std::unique_ptr<icu::SimpleDateFormat> format;
  std::string ignored;
  if (use.type == UMSGPAT_ARG_TYPE_NONE) {
    const Style date = time.has_date ? Style::kShort : Style::kNone;
    const Style time_of_day = time.has_time ? Style::kShort : Style::kNone;
    format = new_date_format({locale_, date, time_of_day, {}, time.zone}, ignored);
  } else {
    UErrorCode status = U_ZERO_ERROR;
    icu::MessageFormat message(use.placeholder, locale_of(locale_), status);
    if (U_FAILURE(status)) return false;
    if (auto* own = dynamic_cast<icu::SimpleDateFormat*>(message.getFormat(names_[use.number], status))) {
      format.reset(own->clone());
      set_zone(*format, time.zone);
    }
  }
  if (!format) return false;
  icu::UnicodeString text;
  format->format(static_cast<UDate>(time.milliseconds), text);
  value.setString(text);
  return true;
}

icu::UnicodeString MessageArguments::add(const icu::Formattable& value) {
  names_.push_back(from_utf8("q" + std::to_string(added_++)));
  values_.push_back(value);
  return names_.back();
}

}  // namespace quire
