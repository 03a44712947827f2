#include "tests/unit/runtime/api/format/format_page.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>

namespace quire {
namespace {

using namespace format;

const Value kInstant = Time{1'795'374'605, 250'000'000, Time::Form::kInstant};
const Value kDate = Time{1'795'305'600, 0, Time::Form::kDate};
const Value kClock = Time{27'000, 0, Time::Form::kTimeOfDay};

/// A parsed time, as ISO 8601.
std::string iso(const Value& value) { return detail::time_text(value.as_time()); }

TEST_CASE("a time is shown as what it is") {
  FormatSite site({{"web.toml", "[format]\ntime_zone = \"Asia/Tokyo\"\n"}});
  FormatPage c(site, "de");
  CHECK(formatDate(c, {.value = kInstant}) == Value("23.11.2026"));
  CHECK(formatDate(c, {.value = kInstant, .type = "both"}) == Value("23.11.2026, 04:10:05"));
  CHECK(formatDate(c, {.value = kInstant, .type = "time", .timeStyle = "SHORT"}) == Value("04:10"));
  CHECK(formatDate(c, {.value = kInstant, .pattern = "HH:mm z", .timeZone = "UTC"}) == Value("19:10 UTC"));
  CHECK(formatDate(c, {.value = kDate}) == Value("22.11.2026"));
  CHECK(formatDate(c, {.value = kDate, .type = "both", .dateStyle = "full"}) == Value("Sonntag, 22. November 2026"));
  CHECK(formatDate(c, {.value = kClock}) == Value("07:30:00"));
  CHECK(formatDate(c, {.value = kClock, .type = "both", .timeStyle = "short"}) == Value("07:30"));
  CHECK(formatDate(c, {.value = kClock, .timeZone = "America/New_York"}) == Value("07:30:00"));
}

TEST_CASE("text that is ISO 8601, milliseconds and times of <chrono> are times") {
  FormatSite site;
  FormatPage c(site, "en");
  CHECK(formatDate(c, {.value = "2026-11-22"}) == Value("Nov 22, 2026"));
  CHECK(formatDate(c, {.value = " 2026-11-22 19:10:05 ", .pattern = "HH:mm:ss"}) == Value("19:10:05"));
  CHECK(formatDate(c, {.value = "2026-11-22T23:10:00-05:00", .timeZone = "UTC"}) == Value("Nov 23, 2026"));
  CHECK(formatDate(c, {.value = 1'795'374'605'250, .pattern = "yyyy-MM-dd HH:mm:ss.SSS", .timeZone = "UTC"}) ==
        Value("2026-11-22 19:10:05.250"));
  CHECK(formatDate(c, {.value = -1, .pattern = "yyyy-MM-dd HH:mm:ss.SSS", .timeZone = "UTC"}) ==
        Value("1969-12-31 23:59:59.999"));
  CHECK(formatDate(c, {.value = std::chrono::year(2026) / 11 / 22}) == Value("Nov 22, 2026"));
  CHECK(formatDate(c, {.value = std::chrono::sys_days(std::chrono::year(1888) / 2 / 29)}) == Value("Feb 29, 1888"));
  CHECK(formatDate(c, {.value = nullptr}).is_null());
  CHECK(formatDate(c, {.value = ""}).is_null());
}

TEST_CASE("the zone of the page: of the attribute, the tag around it, or a scope") {
  FormatSite site;
  FormatPage c(site, "en");
  const auto hour = [&] { return formatDate(c, {.value = kInstant, .pattern = "HH"}).as_string(); };
  setTimeZone(c, {.value = "Asia/Tokyo"}, Scope::kRequest);
  CHECK(hour() == "04");
  {
    const TimeZoneScope utc(c, {.value = ""});
    CHECK(hour() == "19");
    const TimeZoneScope berlin(c, {.value = "Europe/Berlin"});
    CHECK(hour() == "20");
    CHECK(formatDate(c, {.value = kInstant, .pattern = "HH", .timeZone = "GMT+2"}) == Value("21"));
    FormatPage other(site, "en");
    setTimeZone(other, {.value = "UTC"});
    CHECK(formatDate(other, {.value = kInstant, .pattern = "HH"}) == Value("19"));
  }
  CHECK(hour() == "04");
  CHECK(timeZone(c, {.value = "Europe/Berlin"}) == Value("Europe/Berlin"));
  CHECK(mistake_of([&] { timeZone(c, {.value = "Europe/Atlantis"}); }) ==
        "`Europe/Atlantis` is not a time zone; it is for example `Europe/Berlin`, `UTC` or `GMT+2`");
  c.set_attribute("quire.format.timeZone", "nowhere");
  CHECK_THROWS_AS(hour(), el::Error);
}

TEST_CASE("what cannot be formatted as a time is named") {
  FormatSite site;
  FormatPage c(site);
  CHECK(mistake_of([&] { formatDate(c, {.value = "22.11.2026"}); }) ==
        "`22.11.2026` (text) is not a date, and cannot be formatted as one: text must be ISO 8601, such as "
        "`2026-11-22T19:10:00Z`; `<fmt:parseDate>` reads other forms");
  CHECK(mistake_of([&] { formatDate(c, {.value = kDate, .type = "time"}); }) ==
        "2026-11-22 (a time) has no time of day to format");
  CHECK(mistake_of([&] { formatDate(c, {.value = kClock, .type = "date"}); }) ==
        "07:30:00 (a time) has no date to format");
  CHECK(mistake_of([&] {
          formatDate(c, {.value = kDate, .pattern = "yyyy-MM-ddTHH"});
        }).starts_with("2026-11-22 (a time) cannot be formatted: ICU refuses the pattern `yyyy-MM-ddTHH`: "));
  CHECK(mistake_of([&] { formatDate(c, {.value = kDate, .dateStyle = "huge"}); }) ==
        "`dateStyle` is `huge`, which is not one of `default`, `short`, `medium`, `long`, `full`");
  CHECK(mistake_of([&] { formatDate(c, {.value = "+999999999-01-01"}); }) ==
        "`+999999999-01-01` (text) cannot be formatted: its year is beyond the range of calendars");
  for (const Value& value : {Value(true), Value(1e300), Value::list({}), Value("tomorrow")})
    CHECK_THROWS_AS(formatDate(c, {.value = value}), el::Error);
}

TEST_CASE("dates are parsed, to times of the form that they have") {
  FormatSite site;
  FormatPage c(site, "de");
  CHECK(iso(parseDate(c, {.value = "22.11.2026"})) == "2026-11-22");
  CHECK(iso(parseDate(c, {.value = "22.11.2026", .timeZone = "Asia/Tokyo"})) == "2026-11-22");
  CHECK(iso(parseDate(c, {.value = "07:30", .type = "time", .timeStyle = "short"})) == "07:30:00");
  CHECK(iso(parseDate(c, {.value = "22.11.2026 20:10", .pattern = "dd.MM.yyyy HH:mm"})) == "2026-11-22T20:10:00");
  CHECK(iso(parseDate(c, {.value = "22.11.2026 20:10", .pattern = "dd.MM.yyyy HH:mm", .timeZone = "Europe/Berlin"})) ==
        "2026-11-22T19:10:00Z");
  CHECK(iso(parseDate(c, {.value = "2026-11-22 20:10 +0100", .pattern = "yyyy-MM-dd HH:mm Z"})) ==
        "2026-11-22T19:10:00Z");
  CHECK(iso(parseDate(c, {.value = "Nov 22, 2026", .parseLocale = "en_US"})) == "2026-11-22");
  CHECK(iso(parseDate(c, {.value = kDate})) == "2026-11-22");
  CHECK(iso(parseDate(c, {.value = "31.12.1887", .pattern = "dd.MM.yyyy"})) == "1887-12-31");
  CHECK(parseDate(c, {.value = nullptr}).is_null());
  {
    const TimeZoneScope zone(c, {.value = "America/New_York"});
    // Not in summer time, which begins an hour later.
    CHECK(iso(parseDate(c, {.value = "2026-03-08 01:59", .pattern = "yyyy-MM-dd HH:mm"})) == "2026-03-08T06:59:00Z");
    CHECK(iso(parseDate(c, {.value = "2026-03-08 03:00", .pattern = "yyyy-MM-dd HH:mm"})) == "2026-03-08T07:00:00Z");
  }
}

TEST_CASE("what cannot be parsed as a date is named") {
  FormatSite site;
  FormatPage c(site, "de");
  CHECK(mistake_of([&] { parseDate(c, {.value = "31.2.2026", .pattern = "dd.MM.yyyy"}); }) ==
        "`31.2.2026` (text) is not a time of the pattern `dd.MM.yyyy` in the locale `de`");
  CHECK(mistake_of([&] { parseDate(c, {.value = "morgen"}); }) == "`morgen` (text) is not a date in the locale `de`");
  CHECK(mistake_of([&] { parseDate(c, {.value = "7", .pattern = "T"}); }).find("ICU refuses the pattern `T`") !=
        std::string::npos);
  CHECK_THROWS_AS(parseDate(c, {.value = "x", .timeZone = "nowhere"}), el::Error);
}

}  // namespace
}  // namespace quire
