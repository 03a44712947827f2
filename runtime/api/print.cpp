#include <quire/print.h>
#include <quire/value.h>

#include <charconv>
#include <ctime>
#include <stdexcept>
#include <string>

namespace quire::detail {

namespace {

template <class T>
void print_number(Writer& out, T value) {
  char digits[40];
  const auto result = std::to_chars(digits, digits + sizeof digits, value);
  out.raw({digits, static_cast<std::size_t>(result.ptr - digits)});
}

std::string_view unit_name(long long numerator, long long denominator) {
  if (numerator == 1) {
    if (denominator == 1) return "s";
    if (denominator == 1'000) return "ms";
    if (denominator == 1'000'000) return "us";
    if (denominator == 1'000'000'000) return "ns";
  }
  if (denominator == 1) {
    if (numerator == 60) return "min";
    if (numerator == 3'600) return "h";
    if (numerator == 86'400) return "d";
  }
  return {};
}

}  // namespace

void print_signed(Writer& out, long long value) { print_number(out, value); }
void print_unsigned(Writer& out, unsigned long long value) { print_number(out, value); }
void print_double(Writer& out, double value) { print_number(out, value); }
void print_float(Writer& out, float value) { print_number(out, value); }

void print_time(Writer& out, long long seconds) {
  const std::time_t time = seconds;
  std::tm parts{};
  char text[40];
  const std::size_t size =
      gmtime_r(&time, &parts) != nullptr ? std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts) : 0;
  if (size == 0) throw std::out_of_range("a time is outside the range of the calendar");
  out.raw({text, size});
}

void print_time(Writer& out, const Time& time) { out.raw(time_text(time)); }

void print_unit(Writer& out, long long numerator, long long denominator) {
  const std::string_view name = unit_name(numerator, denominator);
  if (!name.empty()) {
    out.raw(name);
    return;
  }
  out.raw("[");
  print_number(out, numerator);
  if (denominator != 1) {
    out.raw("/");
    print_number(out, denominator);
  }
  out.raw("]s");
}

void print_value(Writer& out, const Value& value, bool escaped) {
  switch (value.kind()) {
    case Value::Kind::kNull:
      print_nothing("a null `quire::Value`");
    case Value::Kind::kBool:
      out.raw(value.as_bool() ? "true" : "false");
      return;
    case Value::Kind::kInteger:
      print_signed(out, value.as_integer());
      return;
    case Value::Kind::kDouble:
      print_double(out, value.as_double());
      return;
    case Value::Kind::kString:
      if (escaped && !value.is_html()) out.escape_html(value.as_string());
      else out.raw(value.as_string());
      return;
    case Value::Kind::kTime:
      out.raw(time_text(value.as_time()));
      return;
    case Value::Kind::kList:
    case Value::Kind::kMap:
    case Value::Kind::kObject:
      break;
  }
  throw std::logic_error("a `quire::Value` that is a " + std::string(value.kind_name()) +
                         " cannot be printed; print its items");
}

void print_nothing(const char* what) {
  throw std::logic_error(std::string(what) + " cannot be printed; test it first, or provide a default");
}

}  // namespace quire::detail

namespace quire {

#define QUIRE_PRINT(type)                                                           \
  void print_html(Writer& out, type value) { detail::print_any<true>(out, value); } \
  void print_raw(Writer& out, type value) { detail::print_any<false>(out, value); }
#include <quire/printed_type.def>
#undef QUIRE_PRINT

}  // namespace quire
