#ifndef QUIRE_PROPERTY_H_
#define QUIRE_PROPERTY_H_

/// Setting the fields of beans from text and from request parameters.

#include <quire/attribute.h>
#include <quire/request.h>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace quire {

namespace detail {

template <class Field>
concept TextField = std::is_constructible_v<typename Bare<Field>::Type, std::string_view>;
template <class Field>
concept PropertyField = TextField<Field> || std::is_arithmetic_v<typename Bare<Field>::Type>;

/// Throws `std::invalid_argument`: "property `count`, of type `int`, cannot be `abc`".
[[noreturn]] QUIRE_API void refuse_property(std::string_view name, std::string_view text, const std::string& type);

}  // namespace detail

/// Sets a field of a bean from text, converted to the field's type; see `attribute`. Throws
/// `std::invalid_argument` naming the property.
template <class Field>
void set_property(Field& field, std::string_view name, std::string_view text) {
  static_assert(detail::PropertyField<Field>, "text can set a number, `bool`, `char` or text, or an optional of these");
  using Bare = typename detail::Bare<Field>::Type;
  if constexpr (detail::TextField<Field>) {
    field = Bare(text);
  } else {
    Bare value{};
    if (!detail::read_attribute(text, value)) detail::refuse_property(name, text, detail::type_name<Bare>());
    field = value;
  }
}

/// Sets a field to a value that is not text.
template <class Field, class T>
  requires(!std::is_convertible_v<const T&, std::string_view>)
void set_property(Field& field, std::string_view, T&& value) {
  field = std::forward<T>(value);
}

/// Sets a field from a parameter of the request; a sequence gets all parameters with that name. An
/// absent or empty parameter leaves the field unchanged. Throws `BadRequest` naming the parameter.
template <class Field>
void set_property(Field& field, const Request& request, std::string_view param) {
  if constexpr (detail::PropertyField<Field>) {
    if (auto value = convert_param<typename detail::Bare<Field>::Type>(param, request.param(param)))
      field = *std::move(value);
  } else {
    static_assert(detail::Sequence<Field> && detail::PropertyField<typename Field::value_type>,
                  "a parameter can set a number, `bool`, `char` or text, or an optional or sequence of these");
    Field items;
    for (const std::string_view text : request.params(param))
      if (auto value = convert_param<typename Field::value_type>(param, text)) items.push_back(*std::move(value));
    if (!items.empty()) field = std::move(items);
  }
}

namespace detail {

template <class Field>
void set_if_settable(Field& field, const Request& request, std::string_view param) {
  if constexpr (PropertyField<Field>) {
    set_property(field, request, param);
  } else if constexpr (Sequence<Field>) {
    if constexpr (PropertyField<typename Field::value_type>) set_property(field, request, param);
  }
}

}  // namespace detail

/// Sets every field for which there is a parameter with its name: the client decides which ones. If
/// one throws `BadRequest`, no field is changed.
template <class T>
void set_properties(T& bean, const Request& request) {
  static_assert(detail::HasFieldNames<T>, "property=\"*\" needs QUIRE_FIELDS(type, field, …) beside the struct");
  if constexpr (detail::HasFieldNames<T>) {
    T changed = bean;
    std::size_t index = 0;
    detail::with_fields(changed, [&](auto&... field) {
      (detail::set_if_settable(field, request, detail::field_name(detail::field_names<T>(), index++)), ...);
    });
    bean = std::move(changed);
  }
}

}  // namespace quire

#endif  // QUIRE_PROPERTY_H_
