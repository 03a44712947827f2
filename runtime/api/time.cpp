#include <quire/time.h>

#include "runtime/api/calendar.h"

#include <cstdio>

namespace quire::detail {

namespace {

/// So that neither days nor seconds overflow.
constexpr std::size_t kMostDigitsOfYear = 9;
constexpr int kMostOffsetHours = 18;

void add_number(std::string& out, long long number, int width) {
  char digits[32];
  const int size = std::snprintf(digits, sizeof digits, "%0*lld", width, number);
  out.append(digits, static_cast<std::size_t>(size));
}

void add_date(std::string& out, const CalendarFields& fields) {
  if (fields.year < 0) out += '-';
  add_number(out, fields.year < 0 ? -fields.year : fields.year, 4);
  add_number(out += '-', fields.month, 2);
  add_number(out += '-', fields.day, 2);
}

void add_time_of_day(std::string& out, const CalendarFields& fields, int nanoseconds) {
  add_number(out, fields.hour, 2);
  add_number(out += ':', fields.minute, 2);
  add_number(out += ':', fields.second, 2);
  if (nanoseconds == 0) return;
  int digits = 9;
  for (; nanoseconds % 1000 == 0; nanoseconds /= 1000) digits -= 3;
  add_number(out += '.', nanoseconds, digits);
}

/// Reads from the start of a text.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool is_at_end() const { return rest_.empty(); }
  char next() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool take(char c) {
    if (next() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::size_t digits() const {
    const std::size_t end = rest_.find_first_not_of("0123456789");
    return end == rest_.npos ? rest_.size() : end;
  }
  /// A number of so many digits, no more.
  bool number(std::size_t size, int& number) {
    if (size == 0 || digits() < size) return false;
    number = 0;
    for (std::size_t i = 0; i != size; ++i) number = number * 10 + (rest_[i] - '0');
    rest_.remove_prefix(size);
    return true;
  }
  /// The digits after a decimal point, of any number.
  bool fraction(int& nanoseconds) {
    const std::size_t size = digits();
    if (size == 0) return false;
    nanoseconds = 0;
    for (std::size_t i = 0; i != 9; ++i) nanoseconds = nanoseconds * 10 + (i < size ? rest_[i] - '0' : 0);
    rest_.remove_prefix(size);
    return true;
  }
  bool has_colon_at(std::size_t index) const { return rest_.size() > index && rest_[index] == ':'; }
  /// The name of a zone, as Java writes it after the offset.
  void skip_zone_name() {
    if (next() == '[' && rest_.back() == ']') rest_ = {};
  }

 private:
  std::string_view rest_;
};

bool read_date(Reader& text, CalendarFields& fields) {
  const bool is_negative = text.take('-');
  const bool has_sign = is_negative || text.take('+');
  const std::size_t size = text.digits();
  if (size < 4 || size > (has_sign ? kMostDigitsOfYear : 5)) return false;
  int year = 0;
  if (!text.number(size, year) || !text.take('-') || !text.number(2, fields.month) || !text.take('-') ||
      !text.number(2, fields.day))
    return false;
  fields.year = is_negative ? -year : year;
  return fields.month >= 1 && fields.month <= 12 && fields.day >= 1 &&
         fields.day <= days_of_month(fields.year, fields.month);
}

bool read_time_of_day(Reader& text, CalendarFields& fields, int& nanoseconds) {
  if (!text.number(2, fields.hour) || !text.take(':') || !text.number(2, fields.minute)) return false;
  if (text.take(':')) {
    if (!text.number(2, fields.second)) return false;
    if ((text.take('.') || text.take(',')) && !text.fraction(nanoseconds)) return false;
  }
  return fields.hour < 24 && fields.minute < 60 && fields.second < 60;
}

bool read_offset(Reader& text, int& minutes) {
  if (text.take('Z') || text.take('z')) return true;
  const bool is_negative = text.take('-');
  if (!is_negative && !text.take('+')) return false;
  int hours = 0;
  if (!text.number(2, hours)) return false;
  if (text.take(':') || text.digits() > 0)
    if (!text.number(2, minutes)) return false;
  if (hours > kMostOffsetHours || minutes > 59) return false;
  minutes += hours * 60;
  if (is_negative) minutes = -minutes;
  return true;
}

}  // namespace

std::string time_text(const Time& time) {
  const CalendarFields fields = fields_of(time.seconds);
  std::string text;
  if (time.form != Time::Form::kTimeOfDay) add_date(text, fields);
  if (time.form == Time::Form::kDate) return text;
  if (time.form != Time::Form::kTimeOfDay) text += 'T';
  add_time_of_day(text, fields, time.nanoseconds);
  if (time.form == Time::Form::kInstant) text += 'Z';
  return text;
}

bool read_time(std::string_view text, Time& time) {
  Reader reader(text);
  CalendarFields fields;
  Time read;
  if (reader.has_colon_at(2)) {
    if (!read_time_of_day(reader, fields, read.nanoseconds) || !reader.is_at_end()) return false;
    read.form = Time::Form::kTimeOfDay;
  } else {
    if (!read_date(reader, fields)) return false;
    read.form = Time::Form::kDate;
    if (reader.take('T') || reader.take('t') || reader.take(' ')) {
      if (!read_time_of_day(reader, fields, read.nanoseconds)) return false;
      read.form = Time::Form::kDateTime;
      reader.take(' ');
    }
    int offset = 0;
    if (!reader.is_at_end()) {
      if (read.form != Time::Form::kDateTime || !read_offset(reader, offset)) return false;
      read.form = Time::Form::kInstant;
      reader.skip_zone_name();
    }
    if (!reader.is_at_end()) return false;
    read.offset = static_cast<short>(offset);
  }
  read.seconds = seconds_of(fields) - read.offset * 60LL;
  time = read;
  return true;
}

}  // namespace quire::detail
