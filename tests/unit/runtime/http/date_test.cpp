#include "runtime/http/date.h"

#include <catch2/catch.hpp>
#include <ctime>

namespace quire::http {
namespace {

constexpr std::int64_t kExample = 784111777;

TEST_CASE("dates are written as IMF-fixdate") {
  CHECK(format_date(kExample) == "Sun, 06 Nov 1994 08:49:37 GMT");
  CHECK(format_date(0) == "Thu, 01 Jan 1970 00:00:00 GMT");
  CHECK(format_date(951782400) == "Tue, 29 Feb 2000 00:00:00 GMT");
}

TEST_CASE("the present reads back") {
  const auto now = parse_date(date_now());
  REQUIRE(now);
  CHECK(*now <= std::time(nullptr));
  CHECK(*now >= std::time(nullptr) - 60);
}

TEST_CASE("three forms of dates are read") {
  const struct {
    std::string_view text;
    std::optional<std::int64_t> expected;
  } rows[] = {
      {"Sun, 06 Nov 1994 08:49:37 GMT", kExample},
      {"Sunday, 06-Nov-94 08:49:37 GMT", kExample},
      {"Sun Nov  6 08:49:37 1994", kExample},
      {"Thu Jan 01 00:00:00 1970", 0},
      {"Friday, 01-Jan-99 00:00:00 GMT", 915148800},
      {"", std::nullopt},
      {"Sun", std::nullopt},
      {"Xun, 06 Nov 1994 08:49:37 GMT", std::nullopt},
      {"Sun, 06 Nov 1994 08:49:37", std::nullopt},
      {"Sun, 06 Nov 1994 08:49:37 UTC", std::nullopt},
      {"Sun, 6 Nov 1994 08:49:37 GMT", std::nullopt},
      {"Sun, 06 Nox 1994 08:49:37 GMT", std::nullopt},
      {"Sun, 06 Nov 1994 24:49:37 GMT", std::nullopt},
      {"Sun, 00 Nov 1994 08:49:37 GMT", std::nullopt},
      {"Sun, 06 Nov 1994 08:49:37 GMT ", std::nullopt},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(parse_date(row.text, 1700000000) == row.expected);
  }
}

}  // namespace
}  // namespace quire::http
