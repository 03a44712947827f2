#include "stdlib/format/messages.h"

#include "stdlib/format/formatter_pool.h"
#include "stdlib/format/icu_text.h"
#include "stdlib/format/message_arguments.h"

#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>

#include <algorithm>
#include <memory>
#include <string>

namespace quire {

namespace {

using Argument = IcuLibrary::MessageArgument;

/// A pattern, its parts, and how many arguments it has.
struct Parsed {
  icu::UnicodeString pattern;
  icu::MessagePattern parts;
  std::size_t arguments = 0;
};

std::size_t count_arguments(const icu::MessagePattern& parts) {
  int32_t count = 0;
  for (int32_t at = 0; at < parts.countParts(); ++at)
    if (parts.getPartType(at) == UMSGPAT_PART_TYPE_ARG_NUMBER)
      count = std::max(count, parts.getPart(at).getValue() + 1);
  return static_cast<std::size_t>(count);
}

std::unique_ptr<icu::MessageFormat> new_format(std::string_view locale, const icu::UnicodeString& pattern,
                                               std::string& error) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError at{};
  auto format = std::make_unique<icu::MessageFormat>(icu::UnicodeString(), locale_of(locale), status);
  if (U_SUCCESS(status)) format->applyPattern(pattern, UMSGPAT_APOS_DOUBLE_OPTIONAL, &at, status);
  if (U_SUCCESS(status)) return format;
  error = refused_pattern(to_utf8(pattern), status, &at);
  return nullptr;
}

std::unique_ptr<Parsed> parse(std::string_view locale, std::string_view text, std::string& error) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError at{};
  auto parsed =
      std::make_unique<Parsed>(Parsed{from_utf8(text), icu::MessagePattern(UMSGPAT_APOS_DOUBLE_OPTIONAL, status)});
  // Names of formats are read only here.
  if (!new_format(locale, parsed->pattern, error)) return nullptr;
  parsed->parts.parse(parsed->pattern, &at, status);
  if (U_FAILURE(status)) {
    error = refused_pattern(text, status, &at);
    return nullptr;
  }
  if (parsed->parts.hasNamedArguments() != 0) {
    error = "the arguments of the pattern `" + std::string(text) + "` are not all numbers, such as `{0}`";
    return nullptr;
  }
  parsed->arguments = count_arguments(parsed->parts);
  return parsed;
}

}  // namespace

std::optional<IcuLibrary::Message> format_message(std::string_view locale, std::string_view zone,
                                                  std::string_view pattern, const std::vector<Argument>& arguments,
                                                  std::string& error) {
  // Never destroyed: pages may run until the process ends.
  static auto& patterns = *new FormatterPool<Parsed>;
  static auto& formats = *new FormatterPool<icu::MessageFormat>;
  const std::string prefix = std::string(locale) + "\n";
  const auto parsed = patterns.borrow(prefix + std::string(pattern), [&] { return parse(locale, pattern, error); });
  if (!parsed) return std::nullopt;
  MessageArguments fitting(locale, zone, arguments);
  const icu::UnicodeString fitted = fitting.fit(parsed->pattern, parsed->parts);
  const auto format = formats.borrow(prefix + to_utf8(fitted), [&] { return new_format(locale, fitted, error); });
  if (!format) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString text;
  format->format(fitting.names().data(), fitting.values().data(), static_cast<int32_t>(fitting.values().size()), text,
                 status);
  if (U_SUCCESS(status)) return IcuLibrary::Message{to_utf8(text), parsed->arguments};
  error = "its arguments do not have the types that the pattern asks for";
  return std::nullopt;
}

}  // namespace quire
