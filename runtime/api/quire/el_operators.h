#ifndef QUIRE_EL_OPERATORS_H_
#define QUIRE_EL_OPERATORS_H_

/// The operators of expressions (Expression Language 6.1, 1.7 to 1.20); part of `el.h`.

#include <quire/el_core.h>
#include <quire/enums.h>

namespace quire::el {

/// Operands are converted to numbers: null and empty text are 0. Integers wrap around, and if an operand is a
/// double, or text such as `1.5`, so is the result. Each throws `Error` for what is not a number.
QUIRE_API const Value& add(PageContext& context, const Argument& a, const Argument& b);
QUIRE_API const Value& subtract(PageContext& context, const Argument& a, const Argument& b);
QUIRE_API const Value& multiply(PageContext& context, const Argument& a, const Argument& b);
/// Always a double, except that null divided by null is 0.
QUIRE_API const Value& divide(PageContext& context, const Argument& a, const Argument& b);
/// Throws `Error` for an integer modulo 0.
QUIRE_API const Value& modulo(PageContext& context, const Argument& a, const Argument& b);
QUIRE_API const Value& negate(PageContext& context, const Argument& a);
/// `a += b`, as text.
QUIRE_API const Value& concat(PageContext& context, const Argument& a, const Argument& b);

/// Each converts one operand to the other's kind, numbers before booleans before text: `'01' == 1`. Throws `Error`
/// if that cannot be.
QUIRE_API bool equal(PageContext& context, const Argument& a, const Argument& b);
QUIRE_API bool less(PageContext& context, const Argument& a, const Argument& b);
QUIRE_API bool less_equal(PageContext& context, const Argument& a, const Argument& b);
inline bool greater(PageContext& context, const Argument& a, const Argument& b) { return less(context, b, a); }
inline bool greater_equal(PageContext& context, const Argument& a, const Argument& b) {
  return less_equal(context, b, a);
}

/// As a condition: null and empty text are false, and text is true only as `true`. Throws `Error` for what is
/// neither text nor a boolean.
QUIRE_API bool test(PageContext& context, const Argument& a);
/// Null, or an empty text, list, map or optional.
QUIRE_API bool is_empty(PageContext& context, const Argument& a);
QUIRE_API bool is_null(PageContext& context, const Argument& a);

namespace detail {

/// Numbers whose operators are those of C++.
template <class T>
concept Number = !__is_class(T) && std::is_arithmetic_v<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, char>;
template <class A, class B>
using Wide = std::conditional_t<std::is_floating_point_v<A> || std::is_floating_point_v<B>, double, long long>;

[[noreturn]] QUIRE_API void refuse_modulo();
QUIRE_API double remainder(double a, double b);

inline long long wrapped(unsigned long long value) { return static_cast<long long>(value); }
inline unsigned long long bits(long long value) { return static_cast<unsigned long long>(value); }

inline double sum(double a, double b) { return a + b; }
inline long long sum(long long a, long long b) { return wrapped(bits(a) + bits(b)); }
inline double difference(double a, double b) { return a - b; }
inline long long difference(long long a, long long b) { return wrapped(bits(a) - bits(b)); }
inline double product(double a, double b) { return a * b; }
inline long long product(long long a, long long b) { return wrapped(bits(a) * bits(b)); }
inline long long remainder(long long a, long long b) {
  if (b == 0) refuse_modulo();
  return b == -1 ? 0 : a % b;
}

}  // namespace detail

// Numbers whose types are known are calculated in place.
#define QUIRE_EL_OPERATOR(name, function)                                \
  template <detail::Number A, detail::Number B>                          \
  detail::Wide<A, B> name(PageContext&, A a, B b) {                      \
    using Type = detail::Wide<A, B>;                                     \
    return detail::function(static_cast<Type>(a), static_cast<Type>(b)); \
  }
QUIRE_EL_OPERATOR(add, sum)
QUIRE_EL_OPERATOR(subtract, difference)
QUIRE_EL_OPERATOR(multiply, product)
QUIRE_EL_OPERATOR(modulo, remainder)
#undef QUIRE_EL_OPERATOR
template <detail::Number A, detail::Number B>
double divide(PageContext&, A a, B b) {
  return static_cast<double>(a) / static_cast<double>(b);
}
template <detail::Number A>
detail::Wide<A, A> negate([[maybe_unused]] PageContext& context, A a) {
  if constexpr (std::is_floating_point_v<A>) return -static_cast<double>(a);
  else return subtract(context, 0LL, a);
}
#define QUIRE_EL_OPERATOR(name, sign)                      \
  template <detail::Number A, detail::Number B>            \
  bool name(PageContext&, A a, B b) {                      \
    using Type = detail::Wide<A, B>;                       \
    return static_cast<Type>(a) sign static_cast<Type>(b); \
  }
QUIRE_EL_OPERATOR(equal, ==)
QUIRE_EL_OPERATOR(less, <)
QUIRE_EL_OPERATOR(less_equal, <=)
QUIRE_EL_OPERATOR(greater, >)
QUIRE_EL_OPERATOR(greater_equal, >=)
#undef QUIRE_EL_OPERATOR

/// An enum and the name of an enumerator, as a literal: compared as the enum.
template <quire::detail::NamedEnum E>
bool equal(PageContext&, E a, std::type_identity_t<quire::detail::EnumeratorLiteral<E>> b) {
  return a == b.value;
}
template <quire::detail::NamedEnum E>
bool equal(PageContext&, std::type_identity_t<quire::detail::EnumeratorLiteral<E>> a, E b) {
  return a.value == b;
}
template <quire::detail::NamedEnum E>
bool equal(PageContext&, E a, E b) {
  return a == b;
}

}  // namespace quire::el

#endif  // QUIRE_EL_OPERATORS_H_
