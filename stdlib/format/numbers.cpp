#include "stdlib/format/numbers.h"

#include "stdlib/format/formatter_pool.h"
#include "stdlib/format/icu_text.h"

#include <unicode/dcfmtsym.h>
#include <unicode/decimfmt.h>
#include <unicode/fmtable.h>
#include <unicode/uchar.h>
#include <unicode/ucurr.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace quire {

namespace {

using Rule = IcuLibrary::NumberRule;
using Style = IcuLibrary::NumberStyle;

/// More digits than any double has.
constexpr int kMostDigits = 340;

std::string key_of(const Rule& rule) {
  std::string key = rule.locale;
  for (const std::string* part : {&rule.pattern, &rule.currency_code, &rule.currency_symbol}) (key += '\n') += *part;
  (key += '\n') += std::to_string(static_cast<int>(rule.style));
  key += rule.grouping ? (*rule.grouping ? "g" : "n") : "";
  for (const std::optional<int>& digits :
       {rule.max_integer_digits, rule.min_integer_digits, rule.max_fraction_digits, rule.min_fraction_digits})
    (key += ',') += digits ? std::to_string(*digits) : "";
  return key;
}

UNumberFormatStyle icu_style(Style style) {
  switch (style) {
    case Style::kCurrency:
      return UNUM_CURRENCY;
    case Style::kPercent:
      return UNUM_PERCENT;
    case Style::kNumber:
      break;
  }
  return UNUM_DECIMAL;
}

std::unique_ptr<icu::DecimalFormat> by_pattern(const Rule& rule, const icu::Locale& locale, std::string& error) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError at{};
  auto symbols = std::make_unique<icu::DecimalFormatSymbols>(locale, status);
  if (U_SUCCESS(status)) {
    auto format = std::make_unique<icu::DecimalFormat>(from_utf8(rule.pattern), symbols.release(), at, status);
    if (U_SUCCESS(status)) return format;
  }
  error = refused_pattern(rule.pattern, status, &at);
  return nullptr;
}

std::unique_ptr<icu::DecimalFormat> by_style(const Rule& rule, const icu::Locale& locale, std::string& error) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::NumberFormat> made(icu::NumberFormat::createInstance(locale, icu_style(rule.style), status));
  if (U_SUCCESS(status) && dynamic_cast<icu::DecimalFormat*>(made.get()) != nullptr)
    return std::unique_ptr<icu::DecimalFormat>(static_cast<icu::DecimalFormat*>(made.release()));
  error = "ICU has no format for numbers of the locale";
  return nullptr;
}

bool is_currency(const icu::UnicodeString& code) {
  UErrorCode status = U_ZERO_ERROR;
  return code.length() == 3 &&
         ucurr_isAvailable(icu::UnicodeString(code).getTerminatedBuffer(), U_DATE_MIN, U_DATE_MAX, &status) != 0;
}

/// A language without a region has the currency of where most people speak it: browsers often send no region.
void set_likely_currency(icu::DecimalFormat& format, icu::Locale locale) {
  UErrorCode status = U_ZERO_ERROR;
  if (*locale.getCountry() != '\0') return;
  locale.addLikelySubtags(status);
  char16_t code[8] = {};
  ucurr_forLocale(locale.getName(), code, 8, &status);
  if (U_SUCCESS(status)) format.setCurrency(code, status);
}

bool set_currency(icu::DecimalFormat& format, const Rule& rule, const icu::Locale& locale, std::string& error) {
  UErrorCode status = U_ZERO_ERROR;
  if (!rule.currency_code.empty()) {
    icu::UnicodeString code = from_utf8(rule.currency_code);
    if (!is_currency(code.toUpper(icu::Locale::getRoot()))) {
      error = "currency `" + rule.currency_code + "` is not one of ISO 4217, such as `EUR`";
      return false;
    }
    format.setCurrency(code.getTerminatedBuffer(), status);
  } else if (!rule.currency_symbol.empty()) {
    icu::DecimalFormatSymbols symbols(*format.getDecimalFormatSymbols());
    symbols.setSymbol(icu::DecimalFormatSymbols::kCurrencySymbol, from_utf8(rule.currency_symbol));
    symbols.setSymbol(icu::DecimalFormatSymbols::kIntlCurrencySymbol, from_utf8(rule.currency_symbol));
    format.setDecimalFormatSymbols(symbols);
  } else {
    set_likely_currency(format, locale);
  }
  return true;
}

int bounded(int digits) { return std::clamp(digits, 0, kMostDigits); }

std::unique_ptr<icu::DecimalFormat> make(const Rule& rule, std::string& error) {
  const icu::Locale locale = locale_of(rule.locale);
  auto format = rule.pattern.empty() ? by_style(rule, locale, error) : by_pattern(rule, locale, error);
  if (!format) return nullptr;
  // A pattern has a currency if it has its sign.
  const bool has_currency =
      rule.pattern.empty() ? rule.style == Style::kCurrency : rule.pattern.find("¤") != rule.pattern.npos;
  if (has_currency && !set_currency(*format, rule, locale, error)) return nullptr;
  if (rule.grouping) format->setGroupingUsed(*rule.grouping);
  if (rule.max_integer_digits) format->setMaximumIntegerDigits(bounded(*rule.max_integer_digits));
  if (rule.min_integer_digits) format->setMinimumIntegerDigits(bounded(*rule.min_integer_digits));
  if (rule.max_fraction_digits) format->setMaximumFractionDigits(bounded(*rule.max_fraction_digits));
  if (rule.min_fraction_digits) format->setMinimumFractionDigits(bounded(*rule.min_fraction_digits));
  return format;
}

FormatterPool<icu::DecimalFormat>::Borrowed borrow(const Rule& rule, std::string& error) {
  // Never destroyed: pages may run until the process ends.
  static auto& pool = *new FormatterPool<icu::DecimalFormat>;
  return pool.borrow(key_of(rule), [&] { return make(rule, error); });
}

/// Without spaces at the ends and between digits, whatever separates thousands in the locale.
icu::UnicodeString without_spaces(std::string_view given) {
  icu::UnicodeString text = from_utf8(given);
  icu::UnicodeString result;
  for (int32_t at = 0; at < text.length();) {
    int32_t end = at;
    while (end < text.length() && is_any_space(text.char32At(end))) end = text.moveIndex32(end, 1);
    if (end == at) {
      const UChar32 c = text.char32At(at);
      result.append(c);
      at = text.moveIndex32(at, 1);
      continue;
    }
    const bool is_inside = !result.isEmpty() && end < text.length();
    const bool separates_digits =
        is_inside && u_isdigit(result.char32At(result.length() - 1)) != 0 && u_isdigit(text.char32At(end)) != 0;
    if (is_inside && !separates_digits) result.append(static_cast<UChar32>(0xA0));
    at = end;
  }
  return result;
}

}  // namespace

std::optional<std::string> format_number(const Rule& rule, const IcuLibrary::Number& number, std::string& error) {
  const auto format = borrow(rule, error);
  if (!format) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString text;
  if (const auto* integer = std::get_if<long long>(&number)) format->format(int64_t{*integer}, text, nullptr, status);
  else format->format(std::get<double>(number), text, nullptr, status);
  if (U_SUCCESS(status)) return to_utf8(text);
  error = "ICU cannot format it: " + std::string(u_errorName(status));
  return std::nullopt;
}

std::optional<IcuLibrary::Number> parse_number(const Rule& rule, std::string_view text, std::string& error) {
  const auto format = borrow(rule, error);
  if (!format) return std::nullopt;
  const icu::UnicodeString given = without_spaces(text);
  icu::Formattable number;
  icu::ParsePosition position(0);
  format->parse(given, number, position);
  if (given.isEmpty() || position.getErrorIndex() >= 0 || position.getIndex() != given.length()) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  if (number.getType() == icu::Formattable::kLong || number.getType() == icu::Formattable::kInt64)
    return static_cast<long long>(number.getInt64(status));
  const double real = number.getDouble(status);
  if (U_FAILURE(status) || std::isnan(real)) return std::nullopt;
  if (!std::isinf(real)) return real;
  error = "it is beyond the range of numbers, which ends at 1.8e308";
  return std::nullopt;
}

}  // namespace quire
