#include "stdlib/format/dates.h"

#include <catch2/catch.hpp>

#include <string>

namespace quire {
namespace {

using Rule = IcuLibrary::DateRule;
using Style = IcuLibrary::DateStyle;

/// 2026-11-22T19:10:05.250Z
constexpr long long kEvening = 1'795'374'605'250;

std::string formatted(const Rule& rule, long long milliseconds = kEvening) {
  std::string error;
  const auto text = format_date(rule, milliseconds, error);
  return text ? *text : "!" + error;
}

/// Milliseconds, and what the text has: date, time, zone.
std::string parsed(const Rule& rule, const std::string& text) {
  std::string error;
  const auto date = parse_date(rule, text, error);
  if (!date) return "!" + error;
  return std::to_string(date->milliseconds) + (date->has_date ? "d" : "") + (date->has_time ? "t" : "") +
         (date->has_zone ? "z" : "");
}

Rule with_pattern(const std::string& pattern, const std::string& zone = "UTC", const std::string& locale = "en") {
  return {locale, Style::kNone, Style::kNone, pattern, zone};
}

TEST_CASE("dates in the styles of languages") {
  CHECK(formatted({"en_US", Style::kMedium}) == "Nov 22, 2026");
  CHECK(formatted({"en_US", Style::kShort}) == "11/22/26");
  CHECK(formatted({"de", Style::kMedium}) == "22.11.2026");
  CHECK(formatted({"de", Style::kFull}) == "Sonntag, 22. November 2026");
  CHECK(formatted({"fr", Style::kLong}) == "22 novembre 2026");
  CHECK(formatted({"ja", Style::kFull}) == "2026年11月22日日曜日");
  CHECK(formatted({"hi", Style::kLong}) == "22 नवंबर 2026");
  CHECK(formatted({"ar_EG", Style::kMedium}) == "٢٢\u200F/١١\u200F/٢٠٢٦");
  CHECK(formatted({"de_CH", Style::kShort, Style::kShort, "", "Europe/Zurich"}) == "22.11.26, 20:10");
  CHECK(formatted({"en_US", Style::kNone, Style::kMedium, "", "America/New_York"}) == "2:10:05\u202FPM");
  CHECK(formatted({"de", Style::kNone, Style::kFull, "", "Europe/Berlin"}) == "20:10:05 Mitteleuropäische Normalzeit");
}

TEST_CASE("patterns, in zones with summer time and with odd offsets") {
  CHECK(formatted(with_pattern("yyyy-MM-dd HH:mm:ss.SSS")) == "2026-11-22 19:10:05.250");
  CHECK(formatted(with_pattern("yyyy-MM-dd'T'HH:mm:ssXXX", "Asia/Kathmandu")) == "2026-11-23T00:55:05+05:45");
  CHECK(formatted(with_pattern("HH:mm z", "Europe/Berlin", "de")) == "20:10 MEZ");
  CHECK(formatted(with_pattern("HH:mm Z", "GMT+2")) == "21:10 +0200");
  CHECK(formatted(with_pattern("h 'o''clock' a")) == "7 o'clock PM");
  CHECK(formatted(with_pattern("EEEE, d MMMM", "UTC", "fr")) == "dimanche, 22 novembre");
  // Before, in and after the hour that Berlin has twice.
  CHECK(formatted(with_pattern("HH:mm z", "Europe/Berlin", "de"), 1'792'886'400'000) == "02:00 MESZ");
  CHECK(formatted(with_pattern("HH:mm z", "Europe/Berlin", "de"), 1'792'890'000'000) == "02:00 MEZ");
  // The hour that it leaves out.
  CHECK(formatted(with_pattern("HH:mm z", "Europe/Berlin", "de"), 1'774'745'999'000) == "01:59 MEZ");
  CHECK(formatted(with_pattern("HH:mm z", "Europe/Berlin", "de"), 1'774'746'000'000) == "03:00 MESZ");
}

TEST_CASE("a time without a zone does not show one") {
  CHECK(formatted(with_pattern("HH:mm z", "")) == "19:10");
  CHECK(formatted(with_pattern("HH:mm (zzzz) yyyy", "")) == "19:10 2026");
  CHECK(formatted(with_pattern("'zone' HH:mm", "")) == "zone 19:10");
  CHECK(formatted({"en_US", Style::kNone, Style::kFull}) == "7:10:05\u202FPM");
}

TEST_CASE("the calendar is the same for all years") {
  CHECK(formatted(with_pattern("yyyy-MM-dd"), -1) == "1969-12-31");
  CHECK(formatted(with_pattern("yyyy-MM-dd"), -12'219'292'800'001) == "1582-10-14");
  CHECK(formatted(with_pattern("yyyy-MM-dd"), -62'135'596'800'000) == "0001-01-01");
  CHECK(formatted(with_pattern("yyyy G"), -62'135'596'800'001) == "0001 BC");
  CHECK(formatted(with_pattern("yyyy-MM-dd"), 253'402'300'800'000) == "10000-01-01");
  CHECK(formatted(with_pattern("yyyy"), 9'000'000'000'000'000'000) == "!its year is beyond the range of calendars");
  CHECK(formatted(with_pattern("yyyy"), -9'000'000'000'000'000'000) == "!its year is beyond the range of calendars");
}

TEST_CASE("patterns that ICU refuses") {
  CHECK(formatted(with_pattern("yyyy-MM-ddTHH:mm")).starts_with("!ICU refuses the pattern `yyyy-MM-ddTHH:mm`: "));
  CHECK(parsed(with_pattern("yyyy-bb-N"), "x").starts_with("!ICU refuses the pattern"));
}

TEST_CASE("what a pattern reads says what the text has") {
  CHECK(parsed(with_pattern("yyyy-MM-dd"), "2026-11-22") == "1795305600000d");
  CHECK(parsed(with_pattern("yyyy-MM-dd", "Asia/Tokyo"), "2026-11-22") == "1795305600000d");
  CHECK(parsed(with_pattern("HH:mm", "Asia/Tokyo"), "07:30") == "27000000t");
  CHECK(parsed(with_pattern("dd.MM.yyyy HH:mm", "Europe/Berlin"), "22.11.2026 20:10") == "1795374600000dt");
  CHECK(parsed(with_pattern("dd.MM.yyyy HH:mm", ""), "22.11.2026 20:10") == "1795378200000dt");
  CHECK(parsed(with_pattern("yyyy-MM-dd HH:mm Z", "Asia/Tokyo"), "2026-11-22 20:10 +0100") == "1795374600000dtz");
  CHECK(parsed(with_pattern("yyyy-MM-dd HH:mm z"), "2026-11-22 14:10 EST") == "1795374600000dtz");
  // The zone of a text is not that of the next one.
  CHECK(parsed(with_pattern("yyyy-MM-dd HH:mm Z"), "2026-11-22 19:10 +0000") == "1795374600000dtz");
}

TEST_CASE("styles read what they write, and plain spaces for others") {
  CHECK(parsed({"en_US", Style::kMedium}, "Nov 22, 2026") == "1795305600000d");
  CHECK(parsed({"en_US", Style::kShort, Style::kShort, "", "UTC"}, "11/22/26, 7:10 PM") == "1795374600000dt");
  CHECK(parsed({"en_US", Style::kShort, Style::kShort, "", "UTC"}, "11/22/26, 7:10\u202FPM") == "1795374600000dt");
  CHECK(parsed({"de", Style::kFull}, "Sonntag, 22. November 2026") == "1795305600000d");
  CHECK(parsed({"fr", Style::kLong}, "22 novembre 2026") == "1795305600000d");
  CHECK(parsed({"ja", Style::kMedium}, "2026/11/22") == "1795305600000d");
}

TEST_CASE("what is not wholly such a date is refused") {
  for (const char* text : {"", "yesterday", "2026-02-30", "2026-13-01", "2026-11-22x", "2026-11", "\xFF"}) {
    INFO(text);
    CHECK(parsed(with_pattern("yyyy-MM-dd"), text) == "!");
  }
  CHECK(parsed(with_pattern("HH:mm"), "25:00") == "!");
}

}  // namespace
}  // namespace quire
