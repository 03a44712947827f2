#ifndef QUIRE_JAVA_H_
#define QUIRE_JAVA_H_

/// What Java does differently from C++, for pages that `pagec import` has converted: the same
/// numbers and the same text as before (Java Language Specification).

#include <quire/abi.h>

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace quire {

class Value;

namespace java {

/// The text that Java prints for a number with a fraction, such as `1.0`, `1.0E10`, `NaN`.
QUIRE_API std::string text(double value);
/// The text that Java prints for an attribute: `null` if there is none. Throws `std::logic_error`
/// for a list or a map.
QUIRE_API std::string text(const Value& value);

/// The property of a bean that is kept as a map; null if it has no such member.
QUIRE_API Value property(const Value& bean, std::string_view name);

/// `Integer.parseInt`, `Long.parseLong` and `Double.parseDouble`. Each throws
/// `std::invalid_argument` if the text is not a number or not in range.
QUIRE_API int parse_int(std::string_view text);
QUIRE_API long long parse_long(std::string_view text);
QUIRE_API double parse_double(std::string_view text);

/// `(int) value` and `(long) value`: rounded towards zero, the nearest number in range, 0 for NaN.
QUIRE_API int to_int(double value);
QUIRE_API long long to_long(double value);

namespace detail {
/// Throws `std::runtime_error`, as Java throws a `NullPointerException`.
[[noreturn]] QUIRE_API void refuse_null();
/// Throws `std::runtime_error`, as Java throws an `ArithmeticException`.
[[noreturn]] QUIRE_API void refuse_zero();
}  // namespace detail

/// The object of a call. Throws `std::runtime_error` if it is null.
template <class T>
T required(bool is_null, T value) {
  if (is_null) detail::refuse_null();
  return value;
}
template <class T>
T required(std::optional<T> value) {
  if (!value) detail::refuse_null();
  return *std::move(value);
}

/// `a / b` for integers: an overflow wraps around. Throws `std::runtime_error` if `b` is 0.
template <class A, class B>
constexpr auto divide(A a, B b) {
  using T = decltype(a + b);
  if (b == 0) detail::refuse_zero();
  if (b == -1) return static_cast<T>(0 - static_cast<std::make_unsigned_t<T>>(a));
  return static_cast<T>(a / b);
}

/// `a % b` for integers. Throws `std::runtime_error` if `b` is 0.
template <class A, class B>
constexpr auto remainder(A a, B b) {
  using T = decltype(a + b);
  if (b == 0) detail::refuse_zero();
  return b == -1 ? T{0} : static_cast<T>(a % b);
}

}  // namespace java

}  // namespace quire

#endif  // QUIRE_JAVA_H_
