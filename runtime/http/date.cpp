#include "runtime/http/date.h"

#include "runtime/http/characters.h"

#include <cstring>
#include <ctime>

namespace quire::http {
namespace {

constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
constexpr std::string_view kDays = "SunMonTueWedThuFriSat";
constexpr std::size_t kDateSize = 29;
constexpr std::size_t kDateName = std::string_view("Date: ").size();

void write_number(char* at, int number, int digits) {
  for (int i = digits - 1; i >= 0; --i, number /= 10) at[i] = static_cast<char>('0' + number % 10);
}

void write_date(std::int64_t time, char* out) {
  const std::time_t seconds = time;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::memcpy(out, "www, dd mmm yyyy hh:mm:ss GMT", kDateSize);
  kDays.copy(out, 3, static_cast<std::size_t>(parts.tm_wday) * 3);
  kMonths.copy(out + 8, 3, static_cast<std::size_t>(parts.tm_mon) * 3);
  write_number(out + 5, parts.tm_mday, 2);
  write_number(out + 12, parts.tm_year + 1900, 4);
  write_number(out + 17, parts.tm_hour, 2);
  write_number(out + 20, parts.tm_min, 2);
  write_number(out + 23, parts.tm_sec, 2);
}

/// Reads the pieces of a date from the front; once one fails, so does the whole.
class DateScanner {
 public:
  explicit DateScanner(std::string_view text) : rest_(text) {}

  void skip(std::string_view expected) {
    if (rest_.starts_with(expected)) rest_.remove_prefix(expected.size());
    else failed_ = true;
  }
  int number(std::size_t digits) {
    int value = 0;
    if (rest_.size() < digits) failed_ = true;
    for (std::size_t i = 0; i < digits && !failed_; ++i) {
      if (!is_digit(rest_[i])) failed_ = true;
      value = value * 10 + (rest_[i] - '0');
    }
    if (!failed_) rest_.remove_prefix(digits);
    return value;
  }
  /// As in asctime, a space may take the place of a leading zero.
  int padded_number() {
    if (!rest_.starts_with(' ')) return number(2);
    rest_.remove_prefix(1);
    return number(1);
  }
  int month() {
    const std::size_t at = rest_.size() < 3 ? kMonths.npos : kMonths.find(rest_.substr(0, 3));
    if (at == kMonths.npos || at % 3 != 0) {
      failed_ = true;
      return 0;
    }
    rest_.remove_prefix(3);
    return static_cast<int>(at / 3);
  }
  void time_of_day(std::tm& parts) {
    parts.tm_hour = number(2);
    skip(":");
    parts.tm_min = number(2);
    skip(":");
    parts.tm_sec = number(2);
  }
  bool done() const { return !failed_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

bool is_day_name(std::string_view name) {
  const std::size_t at = kDays.find(name.substr(0, 3));
  return name.size() >= 3 && at != kDays.npos && at % 3 == 0;
}

int full_year(int two_digits, std::int64_t now) {
  const std::time_t seconds = now;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  const int this_year = parts.tm_year + 1900;
  const int year = this_year / 100 * 100 + two_digits;
  return year > this_year + 50 ? year - 100 : year;
}

}  // namespace

std::string format_date(std::int64_t time) {
  std::string text(kDateSize, '\0');
  write_date(time, text.data());
  return text;
}

std::string_view date_field() {
  thread_local std::time_t cached_second = -1;
  thread_local char cached[] = "Date: www, dd mmm yyyy hh:mm:ss GMT\r\n";
  timespec now{};
  clock_gettime(CLOCK_REALTIME_COARSE, &now);
  if (now.tv_sec != cached_second) {
    write_date(now.tv_sec, cached + kDateName);
    cached_second = now.tv_sec;
  }
  return {cached, sizeof cached - 1};
}

std::string_view date_now() { return date_field().substr(kDateName, kDateSize); }

std::optional<std::int64_t> parse_date(std::string_view text, std::int64_t now) {
  if (!is_day_name(text)) return std::nullopt;
  std::tm parts{};
  int year = 0;
  const std::size_t comma = text.find(',');
  if (comma == text.npos) {
    // Sun Nov  6 08:49:37 1994
    DateScanner scanner(text.substr(3));
    scanner.skip(" ");
    parts.tm_mon = scanner.month();
    scanner.skip(" ");
    parts.tm_mday = scanner.padded_number();
    scanner.skip(" ");
    scanner.time_of_day(parts);
    scanner.skip(" ");
    year = scanner.number(4);
    if (!scanner.done()) return std::nullopt;
  } else {
    // Sun, 06 Nov 1994 08:49:37 GMT, or Sunday, 06-Nov-94 08:49:37 GMT
    const bool obsolete = comma != 3;
    const std::string_view separator = obsolete ? "-" : " ";
    DateScanner scanner(text.substr(comma + 1));
    scanner.skip(" ");
    parts.tm_mday = scanner.number(2);
    scanner.skip(separator);
    parts.tm_mon = scanner.month();
    scanner.skip(separator);
    year = obsolete ? full_year(scanner.number(2), now) : scanner.number(4);
    scanner.skip(" ");
    scanner.time_of_day(parts);
    scanner.skip(" GMT");
    if (!scanner.done()) return std::nullopt;
  }
  if (parts.tm_mday < 1 || parts.tm_mday > 31 || parts.tm_hour > 23 || parts.tm_min > 59 || parts.tm_sec > 60)
    return std::nullopt;
  parts.tm_year = year - 1900;
  return timegm(&parts);
}

std::optional<std::int64_t> parse_date(std::string_view text) { return parse_date(text, std::time(nullptr)); }

}  // namespace quire::http
