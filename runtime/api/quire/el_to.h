#ifndef QUIRE_EL_TO_H_
#define QUIRE_EL_TO_H_

/// Values of expressions as C++ values; part of `el.h`.

#include <quire/codec.h>
#include <quire/el_value.h>

#include <limits>
#include <optional>

namespace quire::el {

namespace detail {

/// Each converts as the Expression Language does, and throws `Error` if it cannot, or if the number is not in the
/// range.
QUIRE_API long long to_integer(PageContext& context, const Argument& value, long long low, long long high);
QUIRE_API unsigned long long to_unsigned(PageContext& context, const Argument& value, unsigned long long high);
QUIRE_API double to_double(PageContext& context, const Argument& value);
QUIRE_API std::string to_text(PageContext& context, const Argument& value);
[[noreturn]] QUIRE_API void refuse_enumerator(PageContext& context, const Argument& value, std::string_view names);
[[noreturn]] QUIRE_API void refuse_type(PageContext& context, const Argument& value, const std::string& type);

template <class T>
T to_enum(PageContext& context, const Argument& value) {
  T result{};
  const std::string name = to_text(context, value);
  if (!name.empty() && !read_enumerator(std::string_view(name), result))
    refuse_enumerator(context, value, quire_enumerators(static_cast<const T*>(nullptr)).names);
  return result;
}

template <class T>
T decoded(PageContext& context, const Argument& value) {
  auto result = Codec<T>::decode(value.in(context));
  if (!result) refuse_type(context, value, quire::detail::type_name<T>());
  return *std::move(result);
}

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

template <class T>
T converted(PageContext& context, const Argument& value) {
  using Limits = std::numeric_limits<T>;
  if constexpr (std::is_same_v<T, Value>) return value.in(context);
  else if constexpr (std::is_same_v<T, bool>) return test(context, value);
  else if constexpr (std::is_same_v<T, char>) return to_text(context, value).c_str()[0];
  else if constexpr (std::is_integral_v<T> && std::is_signed_v<T>)
    return static_cast<T>(to_integer(context, value, Limits::min(), Limits::max()));
  else if constexpr (std::is_integral_v<T>) return static_cast<T>(to_unsigned(context, value, Limits::max()));
  else if constexpr (std::is_floating_point_v<T>) return static_cast<T>(to_double(context, value));
  else if constexpr (NamedEnum<T>) return to_enum<T>(context, value);
  else if constexpr (kIsOptional<T>)
    return is_null(context, value) ? T() : T(converted<typename T::value_type>(context, value));
  // Kept, because it may be a view.
  else if constexpr (std::is_constructible_v<T, std::string_view>)
    return T(std::string_view(keep(context, to_text(context, value)).as_string()));
  else return decoded<T>(context, value);
}

}  // namespace detail

/// An expression's value as a C++ type, converted as Expression Language 6.1, 1.23 says: null is 0, false or empty.
/// `T` is a number, `bool`, text, an enum with `QUIRE_ENUM`, a `Value`, an optional of these, which is empty for
/// null, or a type with a `Codec`. A value of type `T` is returned as it is. Throws `Error` if the value cannot be
/// converted. Views are valid until the expression has been printed.
template <class T, class From>
decltype(auto) to(PageContext& context, From&& value) {
  using Held = std::remove_cvref_t<From>;
  if constexpr (std::is_same_v<Held, T> && std::is_lvalue_reference_v<From>) return (value);
  else if constexpr (std::is_same_v<Held, T>) return Held(std::forward<From>(value));
  else return detail::converted<T>(context, value);
}

/// As text, for a value that is part of a longer text. Text is not copied. Valid until the expression has been
/// printed.
QUIRE_API std::string_view text(PageContext& context, const Argument& value);

}  // namespace quire::el

#endif  // QUIRE_EL_TO_H_
