#ifndef QUIRE_EL_CALL_H_
#define QUIRE_EL_CALL_H_

/// `a.b(c)` and `a(b)`; part of `el.h`.

#include <quire/el_access.h>
#include <quire/el_fitting.h>

namespace quire::el {

namespace detail {

/// Calls a method that Java's text, lists, maps, numbers and enums have, or an operation of a stream.
QUIRE_API const Value& call(PageContext& context, const Value& object, std::string_view method, Arguments arguments);
QUIRE_API const Value& invoke(PageContext& context, const Value& function, Arguments arguments);
/// Calls the lambda of that name, in the running page.
QUIRE_API const Value& invoke(std::string_view name, Arguments arguments);

/// A method of an object.
template <class M, class T>
struct Method {
  template <bool kMust, class... A>
  constexpr decltype(auto) operator()(A&&... a) const {
    if constexpr (kMust || Calls<M, T, A...>) return M::template call<kMust>(object, static_cast<A&&>(a)...);
    else return NoMember();
  }
  T& object;
};

/// An object that can be called.
template <class F>
struct Function {
  template <bool kMust, class... A>
  constexpr decltype(auto) operator()(A&&... a) const {
    if constexpr (kMust || requires { function(static_cast<A&&>(a)...); }) return function(static_cast<A&&>(a)...);
    else return NoMember();
  }
  F& function;
};

/// Applies a method or function of `Object`.
template <class Object, class F, class... A>
decltype(auto) apply(PageContext& context, const F& function, A&&... arguments) {
  using R = decltype(pass(context, function, std::forward<A>(arguments)...));
  if constexpr (std::is_void_v<R>) {
    pass(context, function, std::forward<A>(arguments)...);
    return null();
  } else {
    return settled<Object, R>(context, pass(context, function, std::forward<A>(arguments)...));
  }
}

}  // namespace detail

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
  using Method = detail::Method<M, std::remove_reference_t<T>>;
  constexpr bool kCalls = detail::Applies<Method, A...>;
  if constexpr (detail::Nullable<Held> && !kCalls) {
    return detail::follow(static_cast<T&&>(object), [&](auto&& inner) -> decltype(auto) {
      return call(context, static_cast<decltype(inner)>(inner), member, std::forward<A>(arguments)...);
    });
  } else if constexpr (detail::TextLike<Held> || !std::is_class_v<Held> || std::is_same_v<M, Member> ||
                       (detail::ItemRange<Held> && !kCalls)) {
    return detail::call(context, value(context, object), member.name, {Argument(arguments)...});
  } else {
    return detail::apply<T>(context, Method{object}, std::forward<A>(arguments)...);
  }
}

/// Before a call and a comma: what the call evaluates to. Text and numbers that a function returns by reference may be
/// in an argument that was made for the call, so they are copied while it exists; a `Value` is kept.
struct Result {
  explicit Result(PageContext& page) : context(page) {}
  PageContext& context;
};
template <class R>
decltype(auto) operator,(const Result& of, R&& result) {
  using Held = std::remove_cvref_t<R>;
  constexpr bool kCanChange = std::is_lvalue_reference_v<R> && !std::is_const_v<std::remove_reference_t<R>>;
  if constexpr (std::is_same_v<Held, const char*>) return value(of.context, static_cast<const char*>(result));
  else if constexpr (std::is_same_v<Held, std::string_view>) return std::string(result);
  else if constexpr (!Typed<Held> && !kCanChange) return detail::keep(of.context, std::forward<R>(result));
  else if constexpr (std::is_lvalue_reference_v<R> && !kCanChange &&
                     (std::is_scalar_v<Held> || (detail::TextLike<Held> && std::is_class_v<Held>)))
    return Held(result);
  else return static_cast<R>(std::forward<R>(result));
}

/// Calls a C++ function by its name, which `function` applies to its arguments: with the arguments as they are if the
/// function takes them, or else converted as `to` does (Expression Language 6.1, 1.6).
///
///     quire::el::function(context, [&]<bool kMust>(auto&&... a) -> decltype(auto) {
///       if constexpr (kMust || requires { twice(static_cast<decltype(a)>(a)...); })
///         return (quire::el::Result(context), twice(static_cast<decltype(a)>(a)...));
///       else return quire::el::detail::NoMember();
///     }, "3")
template <class F, class... A>
decltype(auto) function(PageContext& context, const F& function, A&&... arguments) {
  using R = decltype(detail::pass(context, function, std::forward<A>(arguments)...));
  if constexpr (std::is_void_v<R>) {
    detail::pass(context, function, std::forward<A>(arguments)...);
    return detail::null();
  } else {
    return detail::pass(context, function, std::forward<A>(arguments)...);
  }
}

/// Calls a lambda, or a C++ variable that can be called.
template <class F, class... A>
decltype(auto) invoke(PageContext& context, F&& function, A&&... arguments) {
  if constexpr (!Typed<F>) {
    return detail::invoke(context, function, {Argument(arguments)...});
  } else {
    return detail::apply<F>(context, detail::Function<F>{function}, std::forward<A>(arguments)...);
  }
}

}  // namespace quire::el

#endif  // QUIRE_EL_CALL_H_
