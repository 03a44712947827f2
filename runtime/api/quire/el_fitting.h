#ifndef QUIRE_EL_FITTING_H_
#define QUIRE_EL_FITTING_H_

/// Arguments of C++ functions and methods (Expression Language 6.1, 1.6 and 1.23); part of `el.h`.
///
/// A function first gets the arguments as they are, so that C++ chooses among functions of one name. If none takes
/// them, those that the Expression Language can convert become what the function takes. If none takes these either,
/// what is compiled is the call with the arguments as they are, so that the compiler's message is about them.

#include <quire/el_maybe.h>
#include <quire/el_member.h>

#include <optional>

namespace quire::el {

namespace detail {

/// The argument as a `T`.
template <class T, class From>
T fit(PageContext& context, const From& argument) {
  if constexpr (std::is_same_v<From, T>) return argument;
  else if constexpr (std::is_same_v<T, Value>) return converted<T>(context, argument);
  else if constexpr (std::is_null_pointer_v<From> && !TextLike<T> && std::is_constructible_v<T, std::nullptr_t>)
    return T(nullptr);
  else if constexpr (Nullable<From> && std::is_convertible_v<const From&, T>) return argument;
  else if constexpr (Nullable<From>) return has_value(argument) ? fit<T>(context, *argument) : fit<T>(context, nullptr);
  else return converted<T>(context, argument);
}

/// What the Expression Language converts to other types.
template <class T>
concept Fitted = !Typed<T> || std::is_arithmetic_v<T> || std::is_null_pointer_v<T> || TextLike<T> ||
                 std::is_enum_v<T> || BitReferenceLike<T> || Nullable<T>;

/// The object that a pointer or an optional has, if it is of a class that is not converted.
template <class From>
struct Pointee {
  using Type = NoMember&;
};
template <Nullable From>
struct Pointee<From> {
  using Object = decltype(*std::declval<const From&>());
  using Type = std::conditional_t<Fitted<std::remove_cvref_t<Object>>, NoMember&, Object>;
};
template <class From, class T>
concept RefersTo = std::is_same_v<std::remove_cvref_t<typename Pointee<From>::Type>, T>;

}  // namespace detail

/// An argument that becomes what the function takes. A function that takes an object also takes a pointer to it.
template <class From>
struct Fitting {
  template <class T>
    requires(!detail::RefersTo<From, T>)
  operator T() const {
    return detail::fit<T>(context, argument);
  }
  operator typename detail::Pointee<From>::Type() const
    requires(detail::Nullable<From> && !detail::RefersTo<From, detail::NoMember>)
  {
    using Type = typename detail::Pointee<From>::Type;
    if (!detail::has_value(argument))
      detail::refuse_type(context, nullptr, quire::detail::type_name<std::remove_cvref_t<Type>>());
    return static_cast<Type>(*argument);
  }

  PageContext& context;
  const From& argument;
};

/// `null` for a function that takes a pointer. A `const char*` is empty text.
struct NullPointer {
  template <class T>
  operator T*() const {
    if constexpr (std::is_same_v<T, const char>) return "";
    else return nullptr;
  }
};

namespace detail {

/// An argument as it is. A `Value` has no type of its own, and a null `const char*` is not text to C++.
template <class T>
decltype(auto) exact([[maybe_unused]] PageContext& context, T&& argument) {
  using Held = std::remove_cvref_t<T>;
  if constexpr (!Typed<T>) return Fitting<Held>{context, argument};
  else if constexpr (std::is_null_pointer_v<Held>) return NullPointer();
  else if constexpr (std::is_same_v<Held, const char*>) return argument == nullptr ? Held("") : Held(argument);
  else return static_cast<T&&>(argument);
}
/// The same for a function that takes an optional: null is one without a value.
template <class T>
decltype(auto) optional(PageContext& context, T&& argument) {
  if constexpr (std::is_null_pointer_v<std::remove_cvref_t<T>>) return (std::nullopt);
  else return exact(context, static_cast<T&&>(argument));
}
template <class T>
decltype(auto) fitted([[maybe_unused]] PageContext& context, T&& argument) {
  using Held = std::remove_cvref_t<T>;
  if constexpr (Fitted<Held>) return Fitting<Held>{context, argument};
  else return static_cast<T&&>(argument);
}
template <class T>
using Exact = decltype(exact(std::declval<PageContext&>(), std::declval<T>()));
template <class T>
using Optional = decltype(optional(std::declval<PageContext&>(), std::declval<T>()));
template <class T>
using FittedType = decltype(fitted(std::declval<PageContext&>(), std::declval<T>()));

/// Whether a function, as an object with `operator()<kMust>`, takes arguments of these types.
template <class F, class... A>
concept Takes =
    !std::is_same_v<decltype(std::declval<const F&>().template operator()<false>(std::declval<A>()...)), NoMember>;
template <class F, class... A>
concept TakesOptional = (std::is_null_pointer_v<std::remove_cvref_t<A>> || ...) && Takes<F, Optional<A>...>;
template <class F, class... A>
concept Applies = Takes<F, Exact<A>...> || Takes<F, FittedType<A>...>;

template <class F, class... A>
decltype(auto) pass(PageContext& context, const F& function, A&&... arguments) {
  if constexpr (TakesOptional<F, A...>)
    return function.template operator()<true>(optional(context, std::forward<A>(arguments))...);
  else if constexpr (Takes<F, Exact<A>...>)
    return function.template operator()<true>(exact(context, std::forward<A>(arguments))...);
  else if constexpr (Takes<F, FittedType<A>...>)
    return function.template operator()<true>(fitted(context, std::forward<A>(arguments))...);
  else return function.template operator()<true>(exact(context, std::forward<A>(arguments))...);
}

}  // namespace detail

}  // namespace quire::el

#endif  // QUIRE_EL_FITTING_H_
