#include "stdlib/format/messages.h"

#include "stdlib/format/dates.h"
#include "stdlib/format/formatter_pool.h"
#include "stdlib/format/icu_text.h"

#include <unicode/fmtable.h>
#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>

#include <algorithm>
#include <memory>
#include <string>

namespace quire {

namespace {

using Argument = IcuLibrary::MessageArgument;
using MessageTime = IcuLibrary::MessageTime;

/// A pattern, and how many arguments it has.
struct Parsed {
  std::unique_ptr<icu::MessageFormat> format;
  std::size_t arguments = 0;
};

/// Calls `use` with the number of each argument and whether the pattern says its format.
template <class Use>
void for_each_argument(const icu::MessagePattern& pattern, const Use& use) {
  for (int32_t at = 0; at + 1 < pattern.countParts(); ++at) {
    if (pattern.getPartType(at) != UMSGPAT_PART_TYPE_ARG_START) continue;
    const icu::MessagePattern::Part& name = pattern.getPart(at + 1);
    if (name.getType() == UMSGPAT_PART_TYPE_ARG_NUMBER)
      use(static_cast<std::size_t>(name.getValue()), pattern.getPart(at).getArgType() != UMSGPAT_ARG_TYPE_NONE);
  }
}

std::unique_ptr<Parsed> parse(std::string_view locale, std::string_view text, std::string& error) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError at{};
  const icu::UnicodeString pattern = from_utf8(text);
  auto parsed = std::make_unique<Parsed>();
  parsed->format = std::make_unique<icu::MessageFormat>(icu::UnicodeString(), locale_of(locale), status);
  if (U_SUCCESS(status)) parsed->format->applyPattern(pattern, UMSGPAT_APOS_DOUBLE_OPTIONAL, &at, status);
  icu::MessagePattern parts(UMSGPAT_APOS_DOUBLE_OPTIONAL, status);
  parts.parse(pattern, &at, status);
  if (U_FAILURE(status)) {
    error = refused_pattern(text, status, &at);
    return nullptr;
  }
  if (parts.hasNamedArguments() != 0) {
    error = "the arguments of the pattern `" + std::string(text) + "` are not all numbers, such as `{0}`";
    return nullptr;
  }
  for_each_argument(parts,
                    [&](std::size_t number, bool) { parsed->arguments = std::max(parsed->arguments, number + 1); });
  return parsed;
}

bool has_time(const std::vector<Argument>& arguments) {
  return std::ranges::any_of(arguments, [](const Argument& one) { return std::holds_alternative<MessageTime>(one); });
}

/// Lets each time be shown in its own zone, or in none.
void set_zones(icu::MessageFormat& format, std::string_view text, std::string_view locale,
               const std::vector<Argument>& arguments) {
  UErrorCode status = U_ZERO_ERROR;
  icu::MessagePattern pattern(UMSGPAT_APOS_DOUBLE_OPTIONAL, status);
  pattern.parse(from_utf8(text), nullptr, status);
  for_each_argument(pattern, [&](std::size_t number, bool has_format) {
    const auto* time = number < arguments.size() ? std::get_if<MessageTime>(&arguments[number]) : nullptr;
    if (time == nullptr) return;
    const icu::UnicodeString name = from_utf8(std::to_string(number));
    if (has_format) {
      if (auto* own = dynamic_cast<icu::SimpleDateFormat*>(format.getFormat(name, status))) set_zone(*own, time->zone);
      return;
    }
    using Style = IcuLibrary::DateStyle;
    std::string ignored;
    const auto made = new_date_format({std::string(locale),
                                       time->has_date ? Style::kShort : Style::kNone,
                                       time->has_time ? Style::kShort : Style::kNone,
                                       {},
                                       time->zone},
                                      ignored);
    if (made) format.setFormat(name, *made, status);
  });
}

icu::Formattable to_icu(const Argument& argument) {
  if (const auto* text = std::get_if<std::string>(&argument)) return {from_utf8(*text)};
  if (const auto* integer = std::get_if<long long>(&argument)) return {int64_t{*integer}};
  if (const auto* real = std::get_if<double>(&argument)) return {*real};
  return {static_cast<UDate>(std::get<MessageTime>(argument).milliseconds), icu::Formattable::kIsDate};
}

std::optional<IcuLibrary::Message> formatted(const Parsed& parsed, const std::vector<Argument>& arguments,
                                             std::string& error) {
  std::vector<icu::Formattable> values;
  for (const Argument& argument : arguments) values.push_back(to_icu(argument));
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString text;
  icu::FieldPosition position(icu::FieldPosition::DONT_CARE);
  parsed.format->format(values.data(), static_cast<int32_t>(values.size()), text, position, status);
  if (U_SUCCESS(status)) return IcuLibrary::Message{to_utf8(text), parsed.arguments};
  error = "its arguments do not have the types that the pattern asks for";
  return std::nullopt;
}

}  // namespace

std::optional<IcuLibrary::Message> format_message(std::string_view locale, std::string_view pattern,
                                                  const std::vector<Argument>& arguments, std::string& error) {
  if (has_time(arguments)) {
    const auto parsed = parse(locale, pattern, error);
    if (!parsed) return std::nullopt;
    set_zones(*parsed->format, pattern, locale, arguments);
    return formatted(*parsed, arguments, error);
  }
  // Never destroyed: pages may run until the process ends.
  static auto& pool = *new FormatterPool<Parsed>;
  const auto parsed =
      pool.borrow(std::string(locale) + "\n" + std::string(pattern), [&] { return parse(locale, pattern, error); });
  if (!parsed) return std::nullopt;
  return formatted(*parsed, arguments, error);
}

}  // namespace quire
