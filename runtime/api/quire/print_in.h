#ifndef QUIRE_PRINT_IN_H_
#define QUIRE_PRINT_IN_H_

/// Printing a value where it is not HTML text: in attributes, URLs, scripts, style sheets.

#include <quire/place.h>
#include <quire/print.h>

#include <string_view>
#include <type_traits>

namespace quire {

// As with `print_html`, the most frequent types are not printed by templates.
#define QUIRE_PRINT(type) QUIRE_API void print_in(Writer& out, const Place& place, type value);
#include <quire/printed_type.def>
QUIRE_PRINT(float)
#undef QUIRE_PRINT

namespace detail {

// The same under names of their own: choosing among the functions above would cost every page more.
QUIRE_API void print_bool_in(Writer& out, const Place& place, bool value);
QUIRE_API void print_signed_in(Writer& out, const Place& place, long long value);
QUIRE_API void print_unsigned_in(Writer& out, const Place& place, unsigned long long value);
QUIRE_API void print_double_in(Writer& out, const Place& place, double value);
QUIRE_API void print_text_in(Writer& out, const Place& place, std::string_view text);
/// Prints what a type's own `print` has written: HTML text in `Part::kText`, otherwise plain text.
QUIRE_API void print_printed(Writer& out, const Place& place, std::string_view text);
/// Prints `null` in JavaScript and JSON; otherwise throws `std::logic_error`, as `print_nothing` does.
QUIRE_API void print_missing(Writer& out, const Place& place, const char* what);
/// Prints what `${…}` prints for null: `null` in JavaScript and JSON, otherwise nothing.
QUIRE_API void print_null(Writer& out, const Place& place);

/// Prints the types that `print_html` prints.
template <class T>
void print_any_in(Writer& out, const Place& place, const T& value) {
  if constexpr (HasPrinter<T>) {
    Writer text;
    const Capture printed(text, place.part != Part::kText || !out.escapes());
    print(text, value);
    print_printed(out, place, text.text());
  } else if constexpr (BitReferenceLike<T>) {
    print_bool_in(out, place, static_cast<bool>(value));
  } else if constexpr (std::is_integral_v<T> && std::is_signed_v<T>) {
    print_signed_in(out, place, value);
  } else if constexpr (std::is_integral_v<T>) {
    print_unsigned_in(out, place, value);
  } else if constexpr (std::is_floating_point_v<T>) {
    print_double_in(out, place, static_cast<double>(value));
  } else if constexpr (TextLike<T> && std::is_pointer_v<T>) {
    if (value == nullptr) print_missing(out, place, "a null `const char*`");
    else print_text_in(out, place, value);
  } else if constexpr (TextLike<T>) {
    print_text_in(out, place, value);
  } else if constexpr (NamedEnum<T>) {
    const std::string_view name = enumerator_name(value);
    if (name.empty()) print_in(out, place, static_cast<std::underlying_type_t<T>>(value));
    else print_text_in(out, place, name);
  } else if constexpr (PlainEnum<T>) {
    print_in(out, place, static_cast<std::underlying_type_t<T>>(value));
  } else if constexpr (OptionalLike<T>) {
    if (value.has_value()) print_in(out, place, *value);
    else print_missing(out, place, "an empty optional");
  } else {
    Writer text;
    print_any<false>(text, value);
    print_text_in(out, place, text.text());
  }
}

}  // namespace detail

/// Called by `<%= value %>` where it is not HTML text: prints the value, escaped for that place, so
/// that it cannot end or change what surrounds it.
///
/// Prints the types that `print_html` prints; see `<quire/json.h>` for lists and structs. A number or
/// `bool` is the same everywhere. An empty optional and a null `const char*` are `null` in
/// JavaScript and JSON; elsewhere they throw `std::logic_error`, as does a value that is not valid
/// where an attribute's name or a heading's digit is. Any other value that would not be safe is
/// replaced by `about:invalid#blocked`, in CSS by `blocked`.
template <class T>
void print_in(Writer& out, const Place& place, const T& value) {
  detail::print_any_in(out, place, value);
}

}  // namespace quire

#endif  // QUIRE_PRINT_IN_H_
