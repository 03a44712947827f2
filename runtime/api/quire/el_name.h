#ifndef QUIRE_EL_NAME_H_
#define QUIRE_EL_NAME_H_

/// What a name in an expression means; part of `el.h`.

#include <quire/el_core.h>

namespace quire::el {

/// An implicit object, or the attribute in the first scope that has it: page, request, session, application.
/// Throws `Error` with near names if none has it.
QUIRE_API const Value& find(PageContext& context, const Name& name);
/// The same in a script element: the error explains how to write JavaScript's own `${…}`.
QUIRE_API const Value& find_in_script(PageContext& context, const Name& name);
/// The same, but null if none has it.
QUIRE_API const Value& find_or_null(PageContext& context, const Name& name);

namespace detail {
template <class T>
inline constexpr bool kIsValue = true;
template <class R, class... A>
inline constexpr bool kIsValue<R(A...)> = false;
template <class R, class... A>
inline constexpr bool kIsValue<R(A...) noexcept> = false;
}  // namespace detail

/// A C++ variable is its own value.
template <class T>
T& find(PageContext&, T& variable) {
  static_assert(detail::kIsValue<T>, "this is the name of a function, which is not a value; call it");
  return variable;
}
template <class T>
const T& find(PageContext&, const T& variable) {
  static_assert(detail::kIsValue<T>, "this is the name of a function, which is not a value; call it");
  return variable;
}
template <class T>
T& find_in_script(PageContext& context, T& variable) {
  return find(context, variable);
}
template <class T>
const T& find_in_script(PageContext& context, const T& variable) {
  return find(context, variable);
}
template <class T>
T& find_or_null(PageContext& context, T& variable) {
  return find(context, variable);
}
template <class T>
const T& find_or_null(PageContext& context, const T& variable) {
  return find(context, variable);
}

/// `name = value`, with its value. A lambda has the name until the expression has been printed; any other value is
/// set as the attribute in the scope that has one of that name, or else in page scope. Null removes it.
QUIRE_API const Value& assign(PageContext& context, const Name& name, const Argument& value);
/// `name.key[key] = value`, with its value: changes the attribute in its scope. Of an implicit object, only the
/// scopes can be changed. Throws `Error` if what the path leads to cannot have such a key.
QUIRE_API const Value& set(PageContext& context, const Name& name, Arguments path, const Argument& value);

/// A copy that can be stored: streams become lists, and implicit objects maps. Throws `Error` for a lambda.
QUIRE_API Value stored(PageContext& context, const Argument& value);

}  // namespace quire::el

#endif  // QUIRE_EL_NAME_H_
