#include "runtime/log/date_format.h"

#include "runtime/base/ascii.h"
#include "runtime/http/characters.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace quire {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> kDays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                   "Thursday", "Friday", "Saturday"};
constexpr std::string_view kLetters = "yMdDEuHkKhmsSaZXz";
constexpr std::size_t kAbbreviation = 3;

/// The local time, computed at most once a second by each thread.
const std::tm& local_time(std::int64_t seconds) {
  thread_local std::int64_t last = -1;
  thread_local std::tm parts{};
  if (seconds != last) {
    const auto time = static_cast<std::time_t>(seconds);
    ::localtime_r(&time, &parts);
    last = seconds;
  }
  return parts;
}

void append_number(long long number, int width, std::string& out) {
  char digits[24];
  const int size = std::snprintf(digits, sizeof digits, "%0*lld", std::min(width, 20), number);
  out.append(digits, static_cast<std::size_t>(size));
}

void append_name(std::string_view name, int width, std::string& out) {
  out += width > 3 ? name : name.substr(0, kAbbreviation);
}

/// `+0100`, with a colon if that is wanted.
void append_offset(long offset, bool has_minutes, std::string_view separator, std::string& out) {
  out += offset < 0 ? '-' : '+';
  const long minutes = std::labs(offset) / 60;
  append_number(minutes / 60, 2, out);
  if (!has_minutes) return;
  out += separator;
  append_number(minutes % 60, 2, out);
}

void append_iso_offset(long offset, int width, std::string& out) {
  if (offset == 0) out += 'Z';
  else append_offset(offset, width > 1, width > 2 ? ":" : "", out);
}

int hour_of_half_day(const std::tm& parts, int midnight) {
  const int hour = parts.tm_hour % 12;
  return hour == 0 ? midnight : hour;
}

long long number_of(char letter, int width, const std::tm& parts, WallTime time) {
  switch (letter) {
    case 'y':
      return width == 2 ? parts.tm_year % 100 : parts.tm_year + 1900;
    case 'M':
      return parts.tm_mon + 1;
    case 'd':
      return parts.tm_mday;
    case 'D':
      return parts.tm_yday + 1;
    case 'u':
      return parts.tm_wday == 0 ? 7 : parts.tm_wday;
    case 'H':
      return parts.tm_hour;
    case 'k':
      return parts.tm_hour == 0 ? 24 : parts.tm_hour;
    case 'K':
      return hour_of_half_day(parts, 0);
    case 'h':
      return hour_of_half_day(parts, 12);
    case 'm':
      return parts.tm_min;
    case 's':
      return parts.tm_sec;
    default:
      return time.milliseconds % 1000;
  }
}

}  // namespace

WallTime WallTime::now() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  return {std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000};
}

Result<DateFormat> DateFormat::parse(std::string_view pattern) {
  // A line of a log stays a line.
  if (std::ranges::any_of(pattern, http::is_control)) return Error{"a date format cannot contain control characters"};
  DateFormat format;
  const auto add_text = [&](std::string_view text) {
    if (format.fields_.empty() || format.fields_.back().letter != 0) format.fields_.emplace_back();
    format.fields_.back().text += text;
  };
  while (!pattern.empty()) {
    const char c = pattern.front();
    if (pattern.starts_with("''")) {
      add_text("'");
      pattern.remove_prefix(2);
    } else if (c == '\'') {
      // Within quotes, two quotes are one.
      std::size_t end = pattern.find('\'', 1);
      while (end != pattern.npos && pattern.substr(end).starts_with("''")) end = pattern.find('\'', end + 2);
      if (end == pattern.npos) return Error{"a `'` in the date format is not closed"};
      for (std::size_t i = 1; i < end; ++i) {
        add_text(pattern.substr(i, 1));
        if (pattern[i] == '\'') ++i;
      }
      pattern.remove_prefix(end + 1);
    } else if (is_alpha(c)) {
      if (kLetters.find(c) == kLetters.npos)
        return Error{std::string("the letter `") + c + "` has no meaning in a date format"};
      const std::size_t width = std::min(pattern.find_first_not_of(c), pattern.size());
      format.fields_.push_back({c, static_cast<int>(std::min<std::size_t>(width, 20)), {}});
      pattern.remove_prefix(width);
    } else {
      add_text(pattern.substr(0, 1));
      pattern.remove_prefix(1);
    }
  }
  return format;
}

void DateFormat::append(WallTime time, std::string& out) const {
  const std::tm& parts = local_time(time.seconds());
  for (const auto& [letter, width, text] : fields_) {
    if (letter == 0) out += text;
    else if (letter == 'M' && width > 2) append_name(kMonths[static_cast<std::size_t>(parts.tm_mon)], width, out);
    else if (letter == 'E') append_name(kDays[static_cast<std::size_t>(parts.tm_wday)], width, out);
    else if (letter == 'a') out += parts.tm_hour < 12 ? "AM" : "PM";
    else if (letter == 'Z') append_offset(parts.tm_gmtoff, true, "", out);
    else if (letter == 'X') append_iso_offset(parts.tm_gmtoff, width, out);
    else if (letter == 'z') out += parts.tm_zone;
    else append_number(number_of(letter, width, parts, time), width, out);
  }
}

void append_clf_date(std::int64_t seconds, std::string& out) {
  thread_local std::int64_t last = -1;
  thread_local std::string text;
  if (seconds != last) {
    const std::tm& parts = local_time(seconds);
    text = "[";
    append_number(parts.tm_mday, 2, text);
    (text += '/') += kMonths[static_cast<std::size_t>(parts.tm_mon)].substr(0, kAbbreviation);
    text += '/';
    append_number(parts.tm_year + 1900, 4, text);
    for (const int part : {parts.tm_hour, parts.tm_min, parts.tm_sec}) {
      text += ':';
      append_number(part, 2, text);
    }
    text += ' ';
    append_offset(parts.tm_gmtoff, true, "", text);
    text += ']';
    last = seconds;
  }
  out += text;
}

}  // namespace quire
