#ifndef QUIRE_CORE_H_
#define QUIRE_CORE_H_

/// What the tags of the core library are translated to, except for loops and URLs: `<quire/core_loop.h>` and
/// `<quire/core_link.h>` (Jakarta Tags 3.0).

#include <quire/codec.h>
#include <quire/el.h>

#include <exception>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace quire::core {

namespace detail {

template <class T>
inline constexpr bool kIsTruth = false;
template <class T>
inline constexpr bool kIsAttribute = false;
template <class T>
inline constexpr bool kHasProperty = false;

template <class T>
concept PointerLike = requires(const T& pointer) {
  *pointer;
  pointer == nullptr;
  pointer.get();
};

}  // namespace detail

/// A C++ value as a `Value`. Null for a null pointer or an empty optional.
template <class T>
Value value(PageContext& context, const T& from) {
  if constexpr (std::is_convertible_v<const T&, Value>) {
    return from;
  } else if constexpr (quire::detail::OptionalLike<T>) {
    return from.has_value() ? value(context, *from) : Value();
  } else if constexpr (detail::PointerLike<T> || std::is_pointer_v<T>) {
    return from == nullptr ? Value() : value(context, *from);
  } else {
    return Codec<T>::encode(from);
  }
}

/// Whether a value is true: a `bool`, or text that says so (Expression Language 6.1, 1.23). Null is
/// false. Throws `std::invalid_argument` if it is neither.
QUIRE_API bool test(PageContext& context, const Value& value);
QUIRE_API bool test(PageContext& context, std::string_view text);
inline bool test(PageContext&, bool value) { return value; }
template <class T>
bool test(PageContext& context, const T& value) {
  if constexpr (std::is_same_v<T, bool> || quire::detail::BitReferenceLike<T>) {
    return static_cast<bool>(value);
  } else if constexpr (quire::detail::TextLike<T>) {
    return test(context, std::string_view(value));
  } else if constexpr (quire::detail::OptionalLike<T>) {
    return value.has_value() && test(context, *value);
  } else if constexpr (std::is_null_pointer_v<T>) {
    return false;
  } else {
    static_assert(detail::kIsTruth<T>, "a value of this type is neither true nor false; compare it with something");
    return false;
  }
}

/// A value as text, unescaped; empty for null.
QUIRE_API std::string text(PageContext& context, const Value& value);
inline std::string_view text(PageContext&, std::string_view value) { return value; }
template <class T>
std::string text(PageContext& context, const T& value) {
  if constexpr (quire::detail::TextLike<T>) {
    return std::string(text(context, std::string_view(value)));
  } else {
    Writer out;
    el::print<false>(out, value);
    return std::string(out.text());
  }
}

/// Sets an attribute; `name` is what `${name}` finds where the tag is. Without a scope, sets it in the page. Null
/// removes it, without a scope from all scopes.
QUIRE_API void set(PageContext& context, const el::Name& name, const Value& value);
QUIRE_API void set(PageContext& context, const el::Name& name, const Value& value, Scope scope);
template <class Name, class T>
void set(PageContext& context, const Name& name, const T& from) {
  if constexpr (std::is_same_v<Name, el::Name>)
    set(context, name, static_cast<const Value&>(core::value(context, from)));
  else
    static_assert(detail::kIsAttribute<Name>,
                  "a C++ variable with this name, of this type, is visible here, and would hide the attribute; choose "
                  "another name, or assign to the variable in a scriptlet");
}
template <class Name, class T>
void set(PageContext& context, const Name& name, const T& from, Scope scope) {
  if constexpr (std::is_same_v<Name, el::Name>)
    set(context, name, static_cast<const Value&>(core::value(context, from)), scope);
  else set(context, name, from);
}
/// Without a scope, from all of them.
QUIRE_API void remove(PageContext& context, std::string_view name);
QUIRE_API void remove(PageContext& context, std::string_view name, Scope scope);

/// Sets an entry of a map that is an attribute, or in one: of `cart` for an empty path, of `cart.address` for
/// `{"address"}`. Null removes it. Throws `std::invalid_argument` if there is no such map.
QUIRE_API void set_property(PageContext& context, const el::Name& name, std::initializer_list<std::string_view> path,
                            std::string_view property, const Value& value);
/// The same in a map that is a C++ variable.
QUIRE_API void set_property(Value& map, std::initializer_list<std::string_view> path, std::string_view property,
                            const Value& value);

/// Sets a field of a C++ value, from a value of its type or from a `Value` with its data.
template <class Field, class T>
void assign(PageContext& context, Field& field, const T& from) {
  if constexpr (std::is_assignable_v<Field&, const T&> && !std::is_same_v<T, Value>) {
    field = from;
  } else if constexpr (std::is_same_v<Field, Value>) {
    field = value(context, from);
  } else {
    const Value given = value(context, from);
    auto read = Codec<Field>::decode(given);
    if (!read) throw std::invalid_argument("a " + std::string(given.kind_name()) + " cannot be set there");
    field = *std::move(read);
  }
}

/// For a C++ variable, `set_field` sets the property.
template <class Target, class T, class F>
void set_property(PageContext& context, Target& target, std::initializer_list<std::string_view> path,
                  std::string_view property, const T& from, const F& set_field) {
  if constexpr (std::is_same_v<std::remove_const_t<Target>, el::Name>)
    set_property(context, target, path, property, value(context, from));
  else if constexpr (std::is_same_v<Target, Value>) set_property(target, path, property, value(context, from));
  else if constexpr (std::is_const_v<Target> || std::is_same_v<F, std::nullptr_t>)
    static_assert(detail::kHasProperty<Target>, "a value of this type cannot be changed here; do it in a scriptlet");
  else set_field(target, from);
}

/// Collects what the content of a tag writes, to be a value.
class QUIRE_API Body {
 public:
  /// If `is_markup`, the value is HTML; otherwise it is text, which is escaped where it is printed.
  Body(Writer& out, bool is_markup) : capture_(out, !is_markup), is_markup_(is_markup) {}
  /// Without white space at both ends.
  Value take();

 private:
  Capture capture_;
  const bool is_markup_;
};

/// What `c:catch` keeps of an exception: a map with its `message` and the name of its `type`.
QUIRE_API Value caught(const std::exception& error);

/// Runs another page or a static file and returns its output, as HTML.
QUIRE_API Value imported(PageContext& context, std::string_view url);

}  // namespace quire::core

#endif  // QUIRE_CORE_H_
