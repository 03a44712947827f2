#include "runtime/api/el/operand.h"
#include "runtime/api/el/text.h"
#include "runtime/api/format/icu_library.h"
#include "runtime/api/format/option.h"
#include "runtime/api/format/page_format.h"

#include <cmath>

namespace quire::format {

namespace {

using Style = IcuLibrary::NumberStyle;
using Rule = IcuLibrary::NumberRule;

Style style_option(PageContext& context, const el::Argument& given) {
  return word_option<Style>(context, given, "type",
                            {{"number", Style::kNumber}, {"currency", Style::kCurrency}, {"percent", Style::kPercent}})
      .value_or(Style::kNumber);
}

std::string_view style_name(Style style) {
  return style == Style::kCurrency ? "currency" : style == Style::kPercent ? "percent" : "number";
}

/// For messages: what the text was expected to be.
std::string described(const Rule& rule) {
  return (rule.pattern.empty() ? "the type `" + std::string(style_name(rule.style)) + "`"
                               : "the pattern `" + rule.pattern + "`") +
         " and the locale `" + rule.locale + "`";
}

IcuLibrary::Number formattable_number(const el::Operand& operand) {
  auto number = el::number_of(operand);
  // An integer that does not fit.
  if (!number && operand.is_text()) number = el::read_number(std::string(operand.text) + ".0");
  if (!number) throw el::Error(el::describe(operand) + " is not a number, and cannot be formatted as one");
  if (number->kind == Value::Kind::kInteger) return number->integer;
  return number->real;
}

/// The whole part.
Value truncated(double number) {
  constexpr double kLimit = 9223372036854775808.0;
  if (number >= -kLimit && number < kLimit) return static_cast<long long>(number);
  return std::trunc(number);
}

}  // namespace

const Value& formatNumber(PageContext& context, const NumberOptions& options) {
  el::Operand operand(context, options.value);
  if (operand.is_text()) operand.text = el::trimmed(operand.text);
  if (operand.is_null() || (operand.is_text() && operand.text.empty())) return el::detail::null();
  const IcuLibrary::Number number = formattable_number(operand);
  Rule rule;
  rule.locale = format_locale(context);
  rule.style = style_option(context, options.type);
  rule.pattern = el::text(context, options.pattern);
  rule.currency_code = el::text(context, options.currencyCode);
  rule.currency_symbol = el::text(context, options.currencySymbol);
  rule.grouping = flag_option(context, options.groupingUsed);
  rule.max_integer_digits = count_option(context, options.maxIntegerDigits);
  rule.min_integer_digits = count_option(context, options.minIntegerDigits);
  rule.max_fraction_digits = count_option(context, options.maxFractionDigits);
  rule.min_fraction_digits = count_option(context, options.minFractionDigits);
  std::string error;
  if (auto text = icu_library().format_number(rule, number, error)) return el::detail::keep(context, *std::move(text));
  throw el::Error(el::describe(operand) + " cannot be formatted: " + error);
}

const Value& parseNumber(PageContext& context, const ParseNumberOptions& options) {
  const el::Operand operand(context, options.value);
  if (operand.is_null() || (operand.is_text() && el::trimmed(operand.text).empty())) return el::detail::null();
  const std::string text = el::text_of(operand);
  Rule rule;
  rule.locale = parse_locale(context, options.parseLocale);
  rule.style = style_option(context, options.type);
  rule.pattern = el::text(context, options.pattern);
  const bool is_integer_only = flag_option(context, options.integerOnly).value_or(false);
  std::string error;
  const auto number =
      operand.is_number() ? std::optional(formattable_number(operand)) : icu_library().parse_number(rule, text, error);
  if (!number)
    throw el::Error(el::describe(operand) + " is not a number of " + described(rule) +
                    (error.empty() ? "" : ": " + error));
  if (const auto* integer = std::get_if<long long>(&*number)) return el::detail::keep(context, *integer);
  const double real = std::get<double>(*number);
  return el::detail::keep(context, is_integer_only ? truncated(real) : Value(real));
}

}  // namespace quire::format
