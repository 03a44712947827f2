#include "tests/unit/runtime/api/format/format_page.h"

#include <catch2/catch.hpp>

#include <optional>

namespace quire {
namespace {

using namespace format;

TEST_CASE("numbers are formatted for whoever reads them") {
  FormatSite site;
  FormatPage german(site, "de-CH, en;q=0.5");
  FormatPage french(site, "xx, fr");
  FormatPage nobody(site);
  CHECK(formatNumber(german, {.value = 1234567.5}) == Value("1’234’567.5"));
  CHECK(formatNumber(french, {.value = 1234567}) == Value("1\u202F234\u202F567"));
  CHECK(formatNumber(nobody, {.value = "1234567.5"}) == Value("1,234,567.5"));
  CHECK(formatNumber(nobody, {.value = 0.5, .type = "PERCENT"}) == Value("50%"));
  CHECK(formatNumber(nobody, {.value = 3, .type = "currency", .currencyCode = "EUR"}) == Value("€3.00"));
  CHECK(formatNumber(nobody, {.value = 3, .pattern = "$#,##0.00"}) == Value("$3.00"));
  CHECK(formatNumber(nobody, {.value = 1234.5, .groupingUsed = "false", .minFractionDigits = "2"}) == Value("1234.50"));
  CHECK(formatNumber(nobody, {.value = std::optional<int>(5)}) == Value("5"));
  CHECK(formatNumber(nobody, {.value = "123456789012345678901"}) == Value("123,456,789,012,345,680,000"));
}

TEST_CASE("nothing is formatted as nothing") {
  FormatSite site;
  FormatPage c(site);
  CHECK(formatNumber(c, {.value = nullptr}).is_null());
  CHECK(formatNumber(c, {.value = " "}).is_null());
  CHECK(formatNumber(c, {.value = std::optional<int>()}).is_null());
  CHECK(parseNumber(c, {.value = nullptr}).is_null());
  CHECK(parseNumber(c, {.value = ""}).is_null());
}

TEST_CASE("what cannot be formatted as a number is named") {
  FormatSite site;
  FormatPage c(site);
  CHECK(mistake_of([&] { formatNumber(c, {.value = "abc"}); }) ==
        "`abc` (text) is not a number, and cannot be formatted as one");
  CHECK(mistake_of([&] { formatNumber(c, {.value = true}); }) ==
        "true (a boolean) is not a number, and cannot be formatted as one");
  CHECK(mistake_of([&] { formatNumber(c, {.value = 1, .type = "money"}); }) ==
        "`type` is `money`, which is not one of `number`, `currency`, `percent`");
  CHECK(mistake_of([&] {
          formatNumber(c, {.value = 1, .pattern = "0.0.0"});
        }).starts_with("1 (an integer) cannot be formatted: ICU refuses the pattern `0.0.0`: "));
  CHECK(mistake_of([&] { formatNumber(c, {.value = 1, .type = "currency", .currencyCode = "DM"}); }) ==
        "1 (an integer) cannot be formatted: currency `DM` is not one of ISO 4217, such as `EUR`");
  CHECK_FALSE(mistake_of([&] { formatNumber(c, {.value = 1, .maxFractionDigits = "many"}); }).empty());
  CHECK_FALSE(mistake_of([&] { formatNumber(c, {.value = 1, .maxFractionDigits = -1}); }).empty());
}

TEST_CASE("numbers are parsed") {
  FormatSite site;
  FormatPage c(site, "fr");
  CHECK(parseNumber(c, {.value = "1 234,5"}) == Value(1234.5));
  CHECK(parseNumber(c, {.value = "1\u202F234"}) == Value(1234));
  CHECK(parseNumber(c, {.value = "1,234.5", .parseLocale = "en-US"}) == Value(1234.5));
  CHECK(parseNumber(c, {.value = "12,7", .integerOnly = true}) == Value(12));
  CHECK(parseNumber(c, {.value = "-12,7", .integerOnly = "true"}) == Value(-12));
  CHECK(parseNumber(c, {.value = 5}) == Value(5));
  CHECK(parseNumber(c, {.value = "007", .pattern = "000"}) == Value(7));
  CHECK(mistake_of([&] { parseNumber(c, {.value = "12abc"}); }) ==
        "`12abc` (text) is not a number of the type `number` and the locale `fr`");
  CHECK(mistake_of([&] { parseNumber(c, {.value = "x", .pattern = "#0"}); }) ==
        "`x` (text) is not a number of the pattern `#0` and the locale `fr`");
  CHECK(parseNumber(c, {.value = "1", .parseLocale = "xx_YY"}) == Value(1));
  CHECK(mistake_of([&] {
          parseNumber(c, {.value = "1e400", .pattern = "0.0E0"});
        }).ends_with(": it is beyond the range of numbers, which ends at 1.8e308"));
}

}  // namespace
}  // namespace quire
