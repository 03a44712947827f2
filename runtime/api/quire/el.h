#ifndef QUIRE_EL_H_
#define QUIRE_EL_H_

/// What `${…}` is translated to: names, sums and printing (Expression Language 6.1).

#include <quire/page_context.h>
#include <quire/print.h>
#include <quire/print_in.h>
#include <quire/value.h>

#include <string_view>
#include <type_traits>

namespace quire::el {

/// A name that is not that of a C++ variable: it stands for the attribute of that name.
struct Name {
  std::string_view text;
};

/// A number as written in a page: an integer if it is one that fits, otherwise a double. Throws
/// `std::invalid_argument` if the text is not a number.
QUIRE_API Value number(std::string_view text);
/// `a + b` as numbers: text is converted to a number; null and empty text are 0. Throws
/// `std::invalid_argument` if a value is not a number.
QUIRE_API Value add(const Value& a, const Value& b);
/// The attribute in the first scope that has it. Throws `std::out_of_range` naming it if none has
/// it.
QUIRE_API Value find(PageContext& context, const Name& name);
/// The same in a script element: the exception explains how to write JavaScript's own `${…}`.
QUIRE_API Value find_in_script(PageContext& context, const Name& name);
/// The same, but null if none has it.
QUIRE_API Value find_or_null(PageContext& context, const Name& name);

/// A C++ variable is its own value.
template <class T>
const T& find(PageContext&, const T& variable) {
  return variable;
}
template <class T>
const T& find_in_script(PageContext&, const T& variable) {
  return variable;
}
template <class T>
const T& find_or_null(PageContext&, const T& variable) {
  return variable;
}

/// Whether an expression has no value: null, a null pointer or an empty optional.
template <class T>
bool is_null(const T& value) {
  if constexpr (std::is_same_v<T, Value>) return value.is_null();
  else if constexpr (std::is_pointer_v<T>) return value == nullptr;
  else if constexpr (detail::OptionalLike<T>) return !value.has_value();
  else return false;
}

/// Prints a value, escaped as HTML text if `kEscaped`. Prints nothing for null, a null pointer or
/// an empty optional.
template <bool kEscaped, class T>
void print(Writer& out, const T& value) {
  if (is_null(value)) return;
  if constexpr (kEscaped) print_html(out, value);
  else print_raw(out, value);
}

/// The same where it is not HTML text; in JavaScript and JSON, null is `null`.
template <class T>
void print(Writer& out, const Place& place, const T& value) {
  if (is_null(value)) detail::print_null(out, place);
  else print_in(out, place, value);
}

}  // namespace quire::el

#endif  // QUIRE_EL_H_
