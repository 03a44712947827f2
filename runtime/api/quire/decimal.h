#ifndef QUIRE_DECIMAL_H_
#define QUIRE_DECIMAL_H_

/// Conversion of text to numbers when a page is compiled, where the standard library's functions
/// cannot be called. The whole text must be a number.

#include <limits>
#include <string_view>
#include <type_traits>

namespace quire::detail {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Removes a `-`; returns true if there was one.
constexpr bool skip_minus(std::string_view& text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  return is_negative;
}

/// Returns false if the text is not a decimal integer, or is outside the range of `T`.
template <class T>
constexpr bool read_integer(std::string_view text, T& value) {
  const bool is_negative = skip_minus(text);
  if (text.empty() || (is_negative && std::is_unsigned_v<T>)) return false;
  using Unsigned = unsigned long long;
  const Unsigned most = static_cast<Unsigned>(std::numeric_limits<T>::max()) + (is_negative ? 1 : 0);
  Unsigned whole = 0;
  for (const char c : text) {
    if (!is_digit(c)) return false;
    const auto digit = static_cast<Unsigned>(c - '0');
    if (whole > (most - digit) / 10) return false;
    whole = whole * 10 + digit;
  }
  value = static_cast<T>(is_negative ? Unsigned{0} - whole : whole);
  return true;
}

/// The digits of a decimal number, as many as fit in 64 bits, and its power of ten.
struct Decimal {
  unsigned long long digits = 0;
  int exponent = 0;

  constexpr void add(char digit, bool is_fraction) {
    constexpr unsigned long long kFull = 1'000'000'000'000'000'000;
    // Digits past the nineteenth only move the point.
    if (digits >= kFull) exponent += is_fraction ? 0 : 1;
    else digits = digits * 10 + static_cast<unsigned long long>(digit - '0'), exponent -= is_fraction ? 1 : 0;
  }
};

/// Reads digits and a decimal point, such as the `1.5` of `1.5e3`, and removes them from the text.
/// Returns false if there are no digits.
constexpr bool read_mantissa(std::string_view& text, Decimal& decimal) {
  bool is_fraction = false;
  bool has_digits = false;
  for (; !text.empty(); text.remove_prefix(1)) {
    const char c = text.front();
    if (is_digit(c)) has_digits = true, decimal.add(c, is_fraction);
    else if (c == '.' && !is_fraction) is_fraction = true;
    else break;
  }
  return has_digits;
}

/// Returns false if the text is not a number, or is too large for `T`. Accurate to one unit in the
/// last place; exact for up to 19 digits with a power of ten from -27 to 27.
template <class T>
constexpr bool read_decimal(std::string_view text, T& value) {
  constexpr int kMostExponent = 400;
  const bool is_negative = skip_minus(text);
  Decimal decimal;
  if (!read_mantissa(text, decimal)) return false;
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+')) text.remove_prefix(1);
    int exponent = 0;
    if (!read_integer(text, exponent) || exponent > kMostExponent || exponent < -kMostExponent) return false;
    decimal.exponent += exponent;
  } else if (!text.empty()) {
    return false;
  }
  auto result = static_cast<long double>(decimal.digits);
  long double power = 1;
  int steps = decimal.exponent < 0 ? -decimal.exponent : decimal.exponent;
  if (steps > 2 * kMostExponent) return false;
  for (long double square = 10; steps != 0; steps /= 2, square *= steps != 0 ? square : 1)
    if (steps % 2 != 0) power *= square;
  result = decimal.exponent < 0 ? result / power : result * power;
  if (result > static_cast<long double>(std::numeric_limits<T>::max())) return false;
  value = static_cast<T>(is_negative ? -result : result);
  return true;
}

}  // namespace quire::detail

#endif  // QUIRE_DECIMAL_H_
