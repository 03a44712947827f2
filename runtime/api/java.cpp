#include <quire/java.h>

#include <quire/print.h>
#include <quire/value.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <stdexcept>
#include <system_error>

namespace quire::java {

namespace {

[[noreturn]] void refuse_number(std::string_view text) {
  throw std::invalid_argument("For input string: \"" + std::string(text) + "\"");
}

/// `from_chars` does not accept a `+`.
std::string_view without_plus(std::string_view text) {
  const bool has_plus = text.size() > 1 && text[0] == '+' && text[1] != '-';
  return has_plus ? text.substr(1) : text;
}

template <class T>
T parse(std::string_view text) {
  const std::string_view digits = without_plus(text);
  T value{};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) refuse_number(text);
  return value;
}

template <class T>
T to_whole(double value) {
  using Limits = std::numeric_limits<T>;
  if (std::isnan(value)) return 0;
  if (value <= static_cast<double>(Limits::min())) return Limits::min();
  // For `long long`, the maximum as a double is one more than the maximum.
  return value >= static_cast<double>(Limits::max()) ? Limits::max() : static_cast<T>(value);
}

}  // namespace

std::string text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  constexpr double kLeastPlain = 1e-3;
  constexpr double kLeastScientific = 1e7;
  const double size = std::abs(value);
  const bool is_plain = value == 0 || (size >= kLeastPlain && size < kLeastScientific);
  // The shortest digits of the smallest number, with its exponent, take 24 bytes.
  char buffer[32];
  const auto format = is_plain ? std::chars_format::fixed : std::chars_format::scientific;
  std::string digits(buffer, std::to_chars(buffer, buffer + sizeof buffer, value, format).ptr);
  const std::size_t exponent = std::min(digits.find('e'), digits.size());
  std::string result = digits.substr(0, exponent);
  if (result.find('.') == std::string::npos) result += ".0";
  if (exponent == digits.size()) return result;
  // `1e+07` is `1.0E7` in Java.
  return result + "E" + std::to_string(std::stoi(digits.substr(exponent + 1)));
}

std::string text(const Value& value) {
  if (value.is_null()) return "null";
  if (value.kind() == Value::Kind::kDouble) return text(value.as_double());
  Writer out;
  print_raw(out, value);
  return std::string(out.text());
}

Value property(const Value& bean, std::string_view name) {
  const Value* member = bean.find(name);
  return member != nullptr ? *member : Value();
}

int parse_int(std::string_view text) { return parse<int>(text); }
long long parse_long(std::string_view text) { return parse<long long>(text); }

double parse_double(std::string_view text) {
  std::string_view number = text;
  while (!number.empty() && static_cast<unsigned char>(number.front()) <= ' ') number.remove_prefix(1);
  while (!number.empty() && static_cast<unsigned char>(number.back()) <= ' ') number.remove_suffix(1);
  const bool is_negative = number.starts_with('-');
  const std::string_view size = is_negative ? number.substr(1) : without_plus(number);
  if (size == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (size == "Infinity") return is_negative ? -HUGE_VAL : HUGE_VAL;
  number = without_plus(number);
  if (number.size() > 1 && std::string_view("dDfF").find(number.back()) != std::string_view::npos)
    number.remove_suffix(1);
  // `from_chars` accepts `inf` and `nan(x)` too.
  if (number.find_first_not_of("0123456789+-.eE") != std::string_view::npos) refuse_number(text);
  double value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (end != number.data() + number.size() || error == std::errc::invalid_argument) refuse_number(text);
  // Java rounds to zero or infinity, and so does `strtod`.
  return error == std::errc() ? value : std::strtod(std::string(number).c_str(), nullptr);
}

int to_int(double value) { return to_whole<int>(value); }
long long to_long(double value) { return to_whole<long long>(value); }

void detail::refuse_null() { throw std::runtime_error("null: the object of a call is missing"); }

void detail::refuse_zero() { throw std::runtime_error("/ by zero"); }

}  // namespace quire::java
