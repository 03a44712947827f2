#ifndef QUIRE_EL_PRINT_H_
#define QUIRE_EL_PRINT_H_

/// Printing the value of an expression; part of `el.h`.

#include <quire/el_maybe.h>

namespace quire::el {

/// Prints a value, escaped as HTML text; null prints nothing, and lists and maps are printed as Java does: `[1, 2]`,
/// `{a=1}`. Then frees what the expression has used.
QUIRE_API void print_html(Writer& out, PageContext& context, const Value& value);
QUIRE_API void print_html(Writer& out, PageContext& context, double value);
/// The same, not escaped.
QUIRE_API void print_raw(Writer& out, PageContext& context, const Value& value);
QUIRE_API void print_raw(Writer& out, PageContext& context, double value);
/// The same where it is not HTML text; in JavaScript and JSON, null is `null`, and lists and maps are JSON.
QUIRE_API void print_in(Writer& out, PageContext& context, const Place& place, const Value& value);

namespace detail {

/// Whether there is nothing to print.
template <class T>
bool is_missing(const T& value) {
  if constexpr (std::is_pointer_v<T>) return value == nullptr;
  else return std::is_null_pointer_v<T>;
}

}  // namespace detail

// Other types are printed as `quire::print_html` and the like do, through pointers and optionals.

template <class T>
void print_html(Writer& out, PageContext& context, const T& value) {
  if constexpr (detail::Nullable<T>) {
    if (detail::has_value(value)) return print_html(out, context, *value);
  } else if (!detail::is_missing(value)) {
    quire::print_html(out, value);
  }
  detail::finish(context);
}

template <class T>
void print_raw(Writer& out, PageContext& context, const T& value) {
  if constexpr (detail::Nullable<T>) {
    if (detail::has_value(value)) return print_raw(out, context, *value);
  } else if (!detail::is_missing(value)) {
    quire::print_raw(out, value);
  }
  detail::finish(context);
}

template <class T>
void print_in(Writer& out, PageContext& context, const Place& place, const T& value) {
  if constexpr (detail::Nullable<T>) {
    if (detail::has_value(value)) return print_in(out, context, place, *value);
    quire::detail::print_null(out, place);
  } else if (detail::is_missing(value)) {
    quire::detail::print_null(out, place);
  } else {
    quire::print_in(out, place, value);
  }
  detail::finish(context);
}

/// In a script or in JSON, where lists, maps and structs are printed as well.
template <class T>
void print_js(Writer& out, PageContext& context, const Place& place, const T& value) {
  if constexpr (!Typed<T>) {
    print_in(out, context, place, value);
  } else {
    if constexpr (detail::Nullable<T>) {
      if (detail::has_value(value)) return print_js(out, context, place, *value);
      quire::detail::print_null(out, place);
    } else if (detail::is_missing(value)) {
      quire::detail::print_null(out, place);
    } else {
      quire::print_js(out, place, value);
    }
    detail::finish(context);
  }
}

}  // namespace quire::el

#endif  // QUIRE_EL_PRINT_H_
