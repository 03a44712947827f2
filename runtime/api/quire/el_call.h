#ifndef QUIRE_EL_CALL_H_
#define QUIRE_EL_CALL_H_

/// `a.b(c)` and `a(b)`; part of `el.h`.

#include <quire/el_access.h>

namespace quire::el {

namespace detail {

/// Calls a method that Java's text, lists, maps, numbers and enums have, or an operation of a stream.
QUIRE_API const Value& call(PageContext& context, const Value& object, std::string_view method, Arguments arguments);
QUIRE_API const Value& invoke(PageContext& context, const Value& function, Arguments arguments);
/// Calls the lambda of that name, in the running page.
QUIRE_API const Value& invoke(std::string_view name, Arguments arguments);

}  // namespace detail

/// An argument for a C++ function that an expression calls.
template <Typed T>
T&& argument(PageContext&, T&& object) {
  return static_cast<T&&>(object);
}
inline Converting argument(PageContext& context, const Value& value) { return {context, value}; }

template <class T>
Converting::operator T() const {
  return detail::converted<T>(context, value);
}

template <class... A>
const Value& Name::operator()(const A&... arguments) const {
  return detail::invoke(text, {Argument(arguments)...});
}

/// A method of a `Value`: Java's of text, lists, maps, numbers and enums, and the operations of streams.
template <class... A>
const Value& call(PageContext& context, const Value& object, const Member& member, const A&... arguments) {
  return detail::call(context, object, member.name, {Argument(arguments)...});
}
/// A method of a C++ object, or else of its value.
template <Typed T, class M, class... A>
decltype(auto) call(PageContext& context, T&& object, const M& member, A&&... arguments) {
  using Held = std::remove_cvref_t<T>;
  using Target = std::remove_reference_t<T>;
  constexpr bool kCalls = M::template kCalls<Target, decltype(argument(context, std::forward<A>(arguments)))...>;
  if constexpr (detail::Nullable<Held> && !kCalls) {
    return detail::follow(static_cast<T&&>(object), [&](auto&& inner) -> decltype(auto) {
      return call(context, static_cast<decltype(inner)>(inner), member, std::forward<A>(arguments)...);
    });
  } else if constexpr (detail::TextLike<Held> || !std::is_class_v<Held> || (detail::ItemRange<Held> && !kCalls)) {
    return detail::call(context, value(context, object), member.name, {Argument(arguments)...});
  } else {
    using R = decltype(M::call(object, argument(context, std::forward<A>(arguments))...));
    if constexpr (std::is_void_v<R>) {
      M::call(object, argument(context, std::forward<A>(arguments))...);
      return detail::null();
    } else {
      return detail::settled<T, R>(context, M::call(object, argument(context, std::forward<A>(arguments))...));
    }
  }
}

/// Calls a lambda, or a C++ variable that can be called.
template <class F, class... A>
decltype(auto) invoke(PageContext& context, F&& function, A&&... arguments) {
  if constexpr (!Typed<F>) {
    return detail::invoke(context, function, {Argument(arguments)...});
  } else {
    using R = decltype(function(argument(context, std::forward<A>(arguments))...));
    if constexpr (std::is_void_v<R>) {
      function(argument(context, std::forward<A>(arguments))...);
      return detail::null();
    } else {
      return detail::settled<F, R>(context, function(argument(context, std::forward<A>(arguments))...));
    }
  }
}

}  // namespace quire::el

#endif  // QUIRE_EL_CALL_H_
