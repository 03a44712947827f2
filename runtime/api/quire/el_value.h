#ifndef QUIRE_EL_VALUE_H_
#define QUIRE_EL_VALUE_H_

/// C++ values as values of expressions; part of `el.h`.

#include <quire/el_operators.h>
#include <quire/json.h>
#include <quire/trusted.h>

#include <utility>

namespace quire::el {

/// A C++ object, as opposed to a `Value`.
template <class T>
concept Typed = !std::is_same_v<std::remove_cvref_t<T>, Value>;

namespace detail {

using namespace quire::detail;

/// A pointer to an object, raw or smart.
template <class T>
concept ObjectPointer =
    (!__is_class(T) && std::is_pointer_v<T> && !TextLike<T> && std::is_object_v<std::remove_pointer_t<T>>) ||
    (__is_class(T) && !HasPrinter<T> && requires(const T& pointer) {
      *pointer;
      pointer.get();
      pointer ? 1 : 0;
    });
/// What may have no value.
template <class T>
concept Nullable = ObjectPointer<T> || (OptionalLike<T> && !HasPrinter<T>);

template <class T>
bool has_value(const T& object) {
  if constexpr (ObjectPointer<T>) return object ? true : false;
  else return object.has_value();
}

/// False: an expression cannot use values of this type, other than by their members.
template <class T>
inline constexpr bool kHasValue = false;

/// What a type's own `print` writes.
template <class T>
Value printed_text(const T& object) {
  Writer text;
  const Capture printed(text, true);
  print_any<false>(text, object);
  return std::string_view(text.text());
}

template <class T>
Value to_value(const T& object);

template <class T>
Value list_of(const T& items) {
  Value::List list;
  for (const auto& item : items) list.push_back(to_value(item));
  return Value::list(std::move(list));
}

template <class T>
Value map_of(const T& items) {
  Value::Map map;
  for (const auto& [key, item] : items) {
    const Value name = printed_text(key);
    map.emplace_back(name.as_string(), to_value(item));
  }
  return Value::map(std::move(map));
}

template <class T>
Value map_of_fields(const T& object) {
  Value::Map map;
  with_fields(object, [&](const auto&... fields) {
    (map.emplace_back(field_name(field_names<T>(), map.size()), to_value(fields)), ...);
  });
  return Value::map(std::move(map));
}

template <class T>
Value to_value(const T& object) {
  if constexpr (std::is_same_v<T, Value>) return object;
  else if constexpr (std::is_null_pointer_v<T>) return Value();
  else if constexpr (std::is_same_v<T, Html>) return Value::html(object.text());
  else if constexpr (std::is_same_v<T, char>) return std::string_view(&object, 1);
  else if constexpr (std::is_arithmetic_v<T>) return object;
  else if constexpr (BitReferenceLike<T>) return static_cast<bool>(object);
  else if constexpr (HasFieldNames<T>) return map_of_fields(object);
  else if constexpr (TextLike<T> && std::is_pointer_v<T>) return object == nullptr ? Value() : std::string_view(object);
  else if constexpr (TextLike<T>) return std::string_view(object);
  else if constexpr (NamedEnum<T>) {
    const std::string_view name = enumerator_name(object);
    return name.empty() ? Value(static_cast<long long>(object)) : Value(name);
  } else if constexpr (PlainEnum<T>) return static_cast<long long>(object);
  else if constexpr (Nullable<T>) return has_value(object) ? to_value(*object) : Value();
  else if constexpr (HasPrinter<T> || PathLike<T> || DurationLike<T>) return printed_text(object);
  else if constexpr (TimeLike<T>) return time_of(object);
  else if constexpr (NamedItems<T>) return map_of(object);
  else if constexpr (ItemRange<T>) return list_of(object);
  else if constexpr (PairLike<T>) return Value::list({to_value(object.first), to_value(object.second)});
  else static_assert(kHasValue<T>, "a value of this type can be used only by its members");
}

}  // namespace detail

template <class T>
const Value& value(PageContext& context, const T& object) {
  return detail::keep(context, detail::to_value(object));
}

/// The same of C++ values, which need not be those of an expression.
template <Typed T>
bool is_null([[maybe_unused]] PageContext& context, const T& object) {
  if constexpr (detail::Nullable<T>) return !detail::has_value(object) || is_null(context, *object);
  else if constexpr (std::is_pointer_v<T>) return object == nullptr;
  else return std::is_null_pointer_v<T>;
}
template <Typed T>
bool is_empty([[maybe_unused]] PageContext& context, const T& object) {
  if constexpr (detail::Nullable<T>) return !detail::has_value(object) || is_empty(context, *object);
  else if constexpr (std::is_pointer_v<T>) return object == nullptr || std::string_view(object).empty();
  else if constexpr (detail::TextLike<T>) return std::string_view(object).empty();
  else if constexpr (detail::ItemRange<T>) return std::begin(object) == std::end(object);
  else return std::is_null_pointer_v<T>;
}

namespace detail {
/// The type of `null`, to which a literal 0 does not convert.
template <class T>
concept Null = std::is_null_pointer_v<T>;
}  // namespace detail

/// `a == null`, of any type.
template <class T>
bool equal(PageContext& context, const T& a, detail::Null auto) {
  return is_null(context, a);
}
template <class T>
  requires(!detail::Null<T>)
bool equal(PageContext& context, detail::Null auto, const T& b) {
  return is_null(context, b);
}

}  // namespace quire::el

#endif  // QUIRE_EL_VALUE_H_
