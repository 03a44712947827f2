#include "stdlib/format/numbers.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <string>

namespace quire {
namespace {

using Rule = IcuLibrary::NumberRule;
using Number = IcuLibrary::Number;
using Style = IcuLibrary::NumberStyle;

/// The text, or what is wrong, after a `!`.
std::string formatted(const Rule& rule, const Number& number) {
  std::string error;
  const auto text = format_number(rule, number, error);
  return text ? *text : "!" + error;
}

std::string parsed(const Rule& rule, const std::string& text) {
  std::string error;
  const auto number = parse_number(rule, text, error);
  if (!number) return "!" + error;
  if (const auto* integer = std::get_if<long long>(&*number)) return std::to_string(*integer);
  std::string real = std::to_string(std::get<double>(*number));
  return real + " real";
}

TEST_CASE("numbers in the languages of visitors") {
  const Number number = 1234567.891;
  CHECK(formatted({"en_US"}, number) == "1,234,567.891");
  CHECK(formatted({"de"}, number) == "1.234.567,891");
  CHECK(formatted({"de_CH"}, number) == "1’234’567.891");
  CHECK(formatted({"fr"}, number) == "1\u202F234\u202F567,891");
  CHECK(formatted({"hi"}, number) == "12,34,567.891");
  CHECK(formatted({"ja"}, number) == "1,234,567.891");
  CHECK(formatted({"ar_EG"}, number) == "١٬٢٣٤٬٥٦٧٫٨٩١");
  CHECK(formatted({""}, number) == "1,234,567.891");
  CHECK(formatted({"en"}, 2.5) == "2.5");
  CHECK(formatted({"en", Style::kPercent}, 0.256) == "26%");
  CHECK(formatted({"de", Style::kPercent}, 0.256) == "26\u00A0%");
}

TEST_CASE("integers are exact") {
  CHECK(formatted({"en"}, std::numeric_limits<long long>::max()) == "9,223,372,036,854,775,807");
  CHECK(formatted({"en"}, std::numeric_limits<long long>::min()) == "-9,223,372,036,854,775,808");
  CHECK(parsed({"en"}, "9,223,372,036,854,775,807") == "9223372036854775807");
  CHECK(formatted({"en"}, 9007199254740993LL) == "9,007,199,254,740,993");
}

TEST_CASE("patterns") {
  CHECK(formatted({"en_US", Style::kNumber, "$#,##0.00"}, 1234.5) == "$1,234.50");
  CHECK(formatted({"de", Style::kNumber, "$#,##0.00"}, 1234.5) == "$1.234,50");
  CHECK(formatted({"en", Style::kNumber, "00"}, 7LL) == "07");
  CHECK(formatted({"en", Style::kNumber, "00%"}, 0.07) == "07%");
  CHECK(formatted({"en", Style::kNumber, "#.00"}, 0.5) == ".50");
  CHECK(formatted({"en", Style::kNumber, "0.###E0"}, 12345.0) == "1.234E4");
  CHECK(formatted({"en", Style::kNumber, "#,##0.00;(#,##0.00)"}, -3.0) == "(3.00)");
  CHECK(formatted({"en", Style::kNumber, "¤#,##0.00", "EUR"}, 3.0) == "€3.00");
  CHECK(formatted({"en", Style::kNumber, "#,##0.00 'it''s'"}, 3.0) == "3.00 it's");
  CHECK(formatted({"en", Style::kNumber, "0.0.0"}, 1.0).starts_with("!ICU refuses the pattern `0.0.0`: "));
  CHECK(formatted({"en", Style::kNumber, "#0#"}, 1.0).starts_with("!ICU refuses the pattern `#0#`: "));
}

TEST_CASE("currencies") {
  CHECK(formatted({"en_US", Style::kCurrency}, 1234.5) == "$1,234.50");
  CHECK(formatted({"de_DE", Style::kCurrency}, 1234.5) == "1.234,50\u00A0€");
  CHECK(formatted({"de", Style::kCurrency}, 1234.5) == "1.234,50\u00A0€");
  CHECK(formatted({"ja_JP", Style::kCurrency}, 1234.0) == "￥1,234");
  CHECK(formatted({"en_US", Style::kCurrency, "", "JPY"}, 1234.5) == "¥1,234");
  CHECK(formatted({"en_US", Style::kCurrency, "", "eur"}, 1.0) == "€1.00");
  CHECK(formatted({"en_US", Style::kCurrency, "", "", "Taler "}, 1.0) == "Taler 1.00");
  CHECK(formatted({"en_US", Style::kCurrency, "", "EUR", "Taler "}, 1.0) == "€1.00");
  CHECK(formatted({"en_US", Style::kCurrency, "", "QQQ"}, 1.0) ==
        "!currency `QQQ` is not one of ISO 4217, such as `EUR`");
  CHECK(formatted({"en_US", Style::kCurrency, "", "€"}, 1.0).starts_with("!currency"));
}

TEST_CASE("numbers of digits, and grouping") {
  Rule rule{"en"};
  rule.grouping = false;
  CHECK(formatted(rule, 1234567.0) == "1234567");
  rule.min_fraction_digits = 2;
  CHECK(formatted(rule, 1.0) == "1.00");
  rule.max_integer_digits = 3;
  CHECK(formatted(rule, 1234567.0) == "567.00");
  rule = {"en"};
  rule.min_integer_digits = 3;
  rule.max_fraction_digits = 0;
  CHECK(formatted(rule, 2.5) == "002");
  CHECK(formatted(rule, 3.5) == "004");
  rule = {"en"};
  rule.min_fraction_digits = std::numeric_limits<int>::max();
  CHECK(formatted(rule, 1.0).size() == 342);
  rule.min_fraction_digits = -5;
  CHECK(formatted(rule, 1.0) == "1");
}

TEST_CASE("what is not a finite number has a text") {
  CHECK(formatted({"en"}, std::nan("")) == "NaN");
  CHECK(formatted({"en"}, -HUGE_VAL) == "-∞");
}

TEST_CASE("numbers are parsed as their language writes them") {
  CHECK(parsed({"en"}, "1,234.5") == "1234.500000 real");
  CHECK(parsed({"de"}, "1.234,5") == "1234.500000 real");
  CHECK(parsed({"de_CH"}, "1’234") == "1234");
  CHECK(parsed({"ar_EG"}, "١٬٢٣٤") == "1234");
  CHECK(parsed({"en"}, "-5") == "-5");
  CHECK(parsed({"en"}, " 5 ") == "5");
  CHECK(parsed({"en", Style::kPercent}, "45%") == "0.450000 real");
  CHECK(parsed({"de", Style::kPercent}, "45 %") == "0.450000 real");
  CHECK(parsed({"en_US", Style::kCurrency}, "$1,234.50") == "1234.500000 real");
  CHECK(parsed({"fr_FR", Style::kCurrency}, "1 234,50 €") == "1234.500000 real");
  CHECK(parsed({"en", Style::kNumber, "#0.00"}, "7.25") == "7.250000 real");
}

TEST_CASE("any space, or none, separates thousands") {
  for (const char* space : {" ", "\u00A0", "\u202F", "\u2009", "\u2007", "\u3000", "\t", ""}) {
    INFO(space);
    CHECK(parsed({"fr"}, std::string("1") + space + "234" + space + "567") == "1234567");
    CHECK(parsed({"de"}, std::string("1") + space + "234,5") == "1234.500000 real");
  }
}

TEST_CASE("what is not wholly a number is refused") {
  for (const char* text : {"", " ", "abc", "12abc", "1,2,x", "5 apples", "--5", "\xFF", "1 234 €"}) {
    INFO(text);
    CHECK(parsed({"en"}, text) == "!");
  }
  for (const char* text : {"1E400", "-1E400", "∞"})
    CHECK(parsed({"en"}, text) == "!it is beyond the range of numbers, which ends at 1.8e308");
  CHECK(parsed({"en", Style::kNumber, "0}0"}, "5").starts_with("!"));
}

}  // namespace
}  // namespace quire
