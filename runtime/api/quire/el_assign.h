#ifndef QUIRE_EL_ASSIGN_H_
#define QUIRE_EL_ASSIGN_H_

/// Assignment to C++ variables; part of `el.h`.

#include <quire/el_name.h>
#include <quire/el_to.h>

namespace quire::el {

/// `variable = value`: the value becomes one of the variable's type.
template <class T>
const Value& assign(PageContext& context, T& variable, const Argument& value) {
  static_assert(!std::is_const_v<T>, "this variable is constant and cannot be assigned to");
  const Value& assigned = value.in(context);
  variable = detail::converted<T>(context, assigned);
  return assigned;
}

namespace detail {

[[noreturn]] QUIRE_API void refuse_field(PageContext& context, const Argument& key, std::string_view names);
QUIRE_API const Value& set_path(PageContext& context, Value& variable, const Argument* key, const Argument* end,
                                const Argument& value);

template <class T>
const Value& set_path(PageContext& context, T& variable, const Argument* key, const Argument* end,
                      const Argument& value) {
  static_assert(HasFieldNames<T>, "only fields of structs with QUIRE_FIELDS can be assigned to");
  const Value* assigned = nullptr;
  std::size_t index = 0;
  const auto set_field = [&](auto& field) {
    using Field = std::remove_reference_t<decltype(field)>;
    if (field_name(field_names<T>(), index++) != text(context, *key)) return;
    if (key + 1 == end) assigned = &assign(context, field, value);
    else if constexpr (!Typed<Field> || HasFieldNames<Field>) assigned = &set_path(context, field, key + 1, end, value);
  };
  with_fields(variable, [&](auto&... fields) { (set_field(fields), ...); });
  if (assigned == nullptr) refuse_field(context, *key, field_names<T>());
  return *assigned;
}

}  // namespace detail

/// `variable.key[key] = value`, of a `Value` or of structs with `QUIRE_FIELDS`. Throws `Error` if there is no such
/// field.
template <class T>
const Value& set(PageContext& context, T& variable, Arguments path, const Argument& value) {
  return detail::set_path(context, variable, path.begin(), path.end(), value);
}

}  // namespace quire::el

#endif  // QUIRE_EL_ASSIGN_H_
