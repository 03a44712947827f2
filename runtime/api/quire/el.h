#ifndef QUIRE_EL_H_
#define QUIRE_EL_H_

/// What expressions (`${…}`) are translated to (Expression Language 6.1). Every function takes the page's context,
/// and returns a C++ value where the types of its operands are known, otherwise a `const Value&`:
///
///     // ${user.name}
///     constexpr quire::el::Name user{"user"};
///     QUIRE_EL_MEMBER(m_name, name, name, Name);
///     quire::el::print_html(out, context, quire::el::get(context, quire::el::find(context, user), m_name));
///
/// References are valid until the expression has been printed, or until the innermost `Scratch` ends.

#include <quire/el_assign.h>
#include <quire/el_call.h>
#include <quire/el_literal.h>
#include <quire/el_print.h>

namespace quire::el {

// Used until every expression is printed with its context.

/// A number as written in a page. Throws `std::invalid_argument` if the text is not a number.
QUIRE_API Value number(std::string_view text);

template <class T>
bool is_null(const T& value) {
  if constexpr (std::is_same_v<T, Value>) return value.is_null();
  else if constexpr (std::is_pointer_v<T>) return value == nullptr;
  else if constexpr (quire::detail::OptionalLike<T>) return !value.has_value();
  else return false;
}

template <bool kEscaped, class T>
void print(Writer& out, const T& value) {
  if (is_null(value)) return;
  if constexpr (kEscaped) quire::print_html(out, value);
  else quire::print_raw(out, value);
}

template <class T>
void print(Writer& out, const Place& place, const T& value) {
  if (is_null(value)) quire::detail::print_null(out, place);
  else quire::print_in(out, place, value);
}

}  // namespace quire::el

#endif  // QUIRE_EL_H_
