#ifndef QUIRE_PRINT_H_
#define QUIRE_PRINT_H_

#include <quire/chrono_time.h>
#include <quire/printable.h>
#include <quire/writer.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace quire {

class Value;

namespace detail {

QUIRE_API void print_signed(Writer& out, long long value);
QUIRE_API void print_unsigned(Writer& out, unsigned long long value);
/// Prints the shortest form that reads back as the same value (`std::to_chars`).
QUIRE_API void print_double(Writer& out, double value);
QUIRE_API void print_float(Writer& out, float value);
/// Prints seconds since 1970 as `2026-11-22T19:10:00Z`.
QUIRE_API void print_time(Writer& out, long long seconds);
/// Prints a time as `time_text` does.
QUIRE_API void print_time(Writer& out, const Time& time);
/// Prints the unit of a duration that counts `numerator/denominator` seconds, such as `ms`.
QUIRE_API void print_unit(Writer& out, long long numerator, long long denominator);
QUIRE_API void print_value(Writer& out, const Value& value, bool escaped);
/// Throws `std::logic_error`: a null pointer or an empty optional cannot be printed.
[[noreturn]] QUIRE_API void print_nothing(const char* what);

template <bool kEscaped>
void print_text(Writer& out, std::string_view text) {
  if constexpr (kEscaped) out.escape_html(text);
  else out.raw(text);
}

/// False: nothing prints values of this type. The compiler's message is rewritten to name the type,
/// at the page's line.
template <class T>
inline constexpr bool kPrintable = false;

template <bool kEscaped, class T>
void print_any(Writer& out, const T& value) {
  if constexpr (HasPrinter<T>) {
    print(out, value);
  } else if constexpr (std::is_same_v<T, bool>) {
    out.raw(value ? std::string_view("true") : std::string_view("false"));
  } else if constexpr (BitReferenceLike<T>) {
    print_any<kEscaped>(out, static_cast<bool>(value));
  } else if constexpr (std::is_same_v<T, char>) {
    print_text<kEscaped>(out, std::string_view(&value, 1));
  } else if constexpr (std::is_integral_v<T> && std::is_signed_v<T>) {
    print_signed(out, value);
  } else if constexpr (std::is_integral_v<T>) {
    print_unsigned(out, value);
  } else if constexpr (std::is_same_v<T, float>) {
    print_float(out, value);
  } else if constexpr (std::is_floating_point_v<T>) {
    print_double(out, static_cast<double>(value));
  } else if constexpr (TextLike<T>) {
    if constexpr (std::is_pointer_v<T>)
      if (value == nullptr) print_nothing("a null `const char*`");
    print_text<kEscaped>(out, std::string_view(value));
  } else if constexpr (std::is_same_v<T, Value>) {
    print_value(out, value, kEscaped);
  } else if constexpr (NamedEnum<T>) {
    const std::string_view name = enumerator_name(value);
    if (name.empty()) print_any<kEscaped>(out, static_cast<std::underlying_type_t<T>>(value));
    else out.raw(name);
  } else if constexpr (PlainEnum<T>) {
    print_any<kEscaped>(out, static_cast<std::underlying_type_t<T>>(value));
  } else if constexpr (PathLike<T>) {
    print_text<kEscaped>(out, value.generic_string());
  } else if constexpr (OptionalLike<T>) {
    if (!value.has_value()) print_nothing("an empty optional");
    print_any<kEscaped>(out, *value);
  } else if constexpr (DurationLike<T>) {
    print_any<kEscaped>(out, value.count());
    print_unit(out, T::period::num, T::period::den);
  } else if constexpr (SystemTimeLike<T>) {
    using Period = typename T::duration::period;
    print_time(out, whole_seconds(value.time_since_epoch().count(), Period::num, Period::den));
  } else if constexpr (TimeLike<T>) {
    print_time(out, time_of(value));
  } else {
    static_assert(kPrintable<T>, "a value of this type cannot be printed");
  }
}

}  // namespace detail

/// Called by `<%= value %>`: prints the value, escaped as HTML text.
///
/// Prints strings, `char`, numbers, `bool`, enums with `QUIRE_ENUM` or that convert to a number, optionals, paths,
/// durations, the times and dates of <chrono>, `Value`, and every type with a `void print(quire::Writer&, const T&)`
/// beside it. Raw pointers other than `const char*` are refused at compile time. An empty optional
/// and a null `const char*` throw `std::logic_error`.
template <class T>
void print_html(Writer& out, const T& value) {
  detail::print_any<true>(out, value);
}

/// Called by `<%- value %>`: prints the value as it is.
template <class T>
void print_raw(Writer& out, const T& value) {
  detail::print_any<false>(out, value);
}

// The types that pages print most are not printed by templates: each would add some milliseconds to
// the compile of every page.
#define QUIRE_PRINT(type)                             \
  QUIRE_API void print_html(Writer& out, type value); \
  QUIRE_API void print_raw(Writer& out, type value);
#include <quire/printed_type.def>
#undef QUIRE_PRINT

template <class T>
Writer& Writer::operator<<(const T& value) {
  print_html(*this, value);
  return *this;
}

}  // namespace quire

#endif  // QUIRE_PRINT_H_
