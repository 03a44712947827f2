#ifndef QUIRE_CORE_H_
#define QUIRE_CORE_H_

/// What the tags of the core library are translated to, except for loops and URLs: `<quire/core_loop.h>` and
/// `<quire/core_link.h>` (Jakarta Tags 3.0). Values are those of expressions; see `<quire/el.h>`.

#include <quire/el.h>

#include <exception>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <type_traits>

namespace quire::core {

namespace detail {

template <class T>
inline constexpr bool kIsTruth = false;
template <class T>
inline constexpr bool kIsAttribute = false;
template <class T>
inline constexpr bool kHasProperty = false;

/// What can be true or false.
template <class T>
concept Truth = std::is_same_v<T, bool> || std::is_same_v<T, Value> || std::is_null_pointer_v<T> ||
                quire::detail::TextLike<T> || quire::detail::BitReferenceLike<T>;

/// For a tag, when what it has evaluated is not used any more.
QUIRE_API bool test(PageContext& context, const el::Argument& value);

}  // namespace detail

/// Whether a value is true; see `el::test`.
inline bool test(PageContext&, bool value) { return value; }
template <class T>
bool test(PageContext& context, const T& value) {
  if constexpr (detail::Truth<T>) {
    return detail::test(context, value);
  } else if constexpr (quire::detail::OptionalLike<T>) {
    return value.has_value() && test(context, *value);
  } else {
    static_assert(detail::kIsTruth<T>, "a value of this type is neither true nor false; compare it with something");
    return false;
  }
}

/// Sets an attribute; `name` is what `${name}` finds where the tag is. Without a scope, sets it in the page. Null
/// removes it, without a scope from all scopes.
QUIRE_API void set(PageContext& context, const el::Name& name, const el::Argument& value);
QUIRE_API void set(PageContext& context, const el::Name& name, const el::Argument& value, Scope scope);
/// A C++ variable is not an attribute.
template <class T, class... Rest>
  requires(!std::is_same_v<T, el::Name>)
void set(PageContext&, const T&, const Rest&...) {
  static_assert(detail::kIsAttribute<T>,
                "a C++ variable with this name, of this type, is visible here, and would hide the attribute; choose "
                "another name, or assign to the variable in a scriptlet");
}

/// Without a scope, from all of them.
QUIRE_API void remove(PageContext& context, std::string_view name);
QUIRE_API void remove(PageContext& context, std::string_view name, Scope scope);

/// Sets what `path` leads to in an attribute or in a dynamic value; for other C++ values, `set_field` does it.
template <class Target, class T, class F>
void set_property(PageContext& context, Target& target, std::initializer_list<el::Argument> path, const T& value,
                  const F& set_field) {
  if constexpr (std::is_same_v<Target, const el::Name> || std::is_same_v<Target, Value>)
    el::set(context, target, path, value);
  else if constexpr (std::is_const_v<Target> || std::is_null_pointer_v<F>)
    static_assert(detail::kHasProperty<Target>, "a value of this type cannot be changed here; do it in a scriptlet");
  else set_field(target, value);
}

/// Collects what the content of a tag writes, to be a value:
///
///     quire::core::Body body(out, false);
///     out.raw(" text ");
///     quire::core::set(context, name, body.value());
class QUIRE_API Body {
 public:
  /// If `is_markup`, the value is HTML; otherwise it is text, which is escaped where it is printed.
  Body(Writer& out, bool is_markup);
  ~Body();
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;
  /// What was written, without white space at both ends. What follows is not collected.
  const Value& value();

 private:
  std::optional<Capture> capture_;
  const bool is_markup_;
  Value value_;
};

/// What `c:catch` keeps of an exception: a map with its `message`, the name of its `type` and, for the page's author,
/// the `location` where it was thrown, such as `cart.page:14:3`.
QUIRE_API const Value& caught(PageContext& context, const std::exception& error);

}  // namespace quire::core

#endif  // QUIRE_CORE_H_
