#include "runtime/log/date_format.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <ctime>
#include <string>

using namespace quire;

namespace {

/// 2026-11-06 17:04:19.042 in UTC+01:30, a Friday.
constexpr WallTime kTime{1'793'979'259'042};

/// Runs as if in another time zone.
class Zone {
 public:
  explicit Zone(const char* name) {
    ::setenv("TZ", name, 1);
    ::tzset();
  }
  ~Zone() {
    ::unsetenv("TZ");
    ::tzset();
  }
};

std::string formatted(std::string_view pattern, WallTime time = kTime) {
  const Result<DateFormat> format = DateFormat::parse(pattern);
  if (!format) return format.error().sentence;
  std::string out;
  format->append(time, out);
  return out;
}

}  // namespace

TEST_CASE("dates are formatted as by SimpleDateFormat", "[log][date_format]") {
  const Zone zone("XST-01:30");
  CHECK(formatted("yyyy-MM-dd HH:mm:ss.SSS") == "2026-11-06 17:04:19.042");
  CHECK(formatted("yyyy-MM-dd'T'HH:mm:ss.SSSXXX") == "2026-11-06T17:04:19.042+01:30");
  CHECK(formatted("dd/MMM/yyyy:HH:mm:ss Z") == "06/Nov/2026:17:04:19 +0130");
  CHECK(formatted("EEE, d MMMM yy, h:m a, K k") == "Fri, 6 November 26, 5:4 PM, 5 17");
  CHECK(formatted("EEEE D u X XX z") == "Friday 310 5 +01 +0130 XST");
  CHECK(formatted("'o''clock' ''yyyy''") == "o'clock '2026'");
  CHECK(formatted("") == "");
  CHECK(formatted("yyyy 'x") == "a `'` in the date format is not closed");
  CHECK(formatted("yyyy\x1b") == "a date format cannot contain control characters");
  CHECK(formatted("yyyy '\n'") == "a date format cannot contain control characters");
  CHECK(formatted("yyyy q") == "the letter `q` has no meaning in a date format");
}

TEST_CASE("the date of the Common Log Format", "[log][date_format]") {
  const Zone zone("XST03");
  std::string out;
  append_clf_date(kTime.seconds() + 86'400, out);
  append_clf_date(kTime.seconds() + 86'401, out);
  CHECK(out == "[07/Nov/2026:12:34:19 -0300][07/Nov/2026:12:34:20 -0300]");
  CHECK(formatted("X", {kTime.milliseconds + 172'800'000}) == "-03");
}
