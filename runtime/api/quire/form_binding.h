#ifndef QUIRE_FORM_BINDING_H_
#define QUIRE_FORM_BINDING_H_

/// From the parameters of a form to the fields of a struct, with an error for each that cannot be converted.

#include <quire/form_field.h>

#include <initializer_list>
#include <string_view>
#include <type_traits>

namespace quire {

/// Sets the fields of a struct with `QUIRE_FIELDS` from the parameters of the request, whose names are their paths;
/// see `form.h`.
///
///     User user = load();
///     quire::FormErrors errors;
///     if (request.method() == "POST") {
///       errors = quire::bind(context, user, {"name", "address"});
///       if (user.name.empty()) errors.add("name", "Please enter a name.");
///       if (errors.empty()) {
///         save(user);
///         response.redirect("/users.page");
///       }
///     }
///
/// With `only`, other fields than those, and what is in them, cannot be set; a name that the struct does not have
/// throws `std::invalid_argument`, with the near one. Fields are numbers, `bool`, text, enums
/// with `QUIRE_ENUM`, optionals of these, which empty text makes empty, structs, and sequences: of what all parameters
/// of a name have, or by index, up to one past the end and 1000. In a map (`prices['tea']`, `prices[tea]` or
/// `prices.tea`) or a `Value`, only what is there already can be set, or what is in a path that `only` names; a map
/// grows to 1000 entries. Text that cannot be converted leaves its field as it is, and is an error; the tags
/// show it again. Other parameters are ignored.
///
/// Unless the method is GET or HEAD, throws `BadRequest` with status 403 if the request is forged; see
/// `form::check_csrf`.
template <class T>
FormErrors bind([[maybe_unused]] PageContext& context, [[maybe_unused]] T& object,
                [[maybe_unused]] std::initializer_list<std::string_view> only = {}) {
  constexpr bool kIsConst = std::is_const_v<T>;
  constexpr bool kHasFields = detail::HasFieldNames<T> || std::is_same_v<std::remove_const_t<T>, Value>;
  static_assert(!kIsConst, "quire::bind sets the fields of the object, which is const here; bind a copy of it");
  static_assert(kHasFields, "quire::bind needs QUIRE_FIELDS(type, field, …) beside the struct");
  FormErrors errors;
  if constexpr (!kIsConst && kHasFields) {
    for (const std::string_view path : only)
      if (const auto refusal = detail::refused_path<T>(detail::FormPath(path), form::PathEnd::kAny); !refusal.is_none())
        detail::refuse_bound_path(path, refusal);
    for (const detail::FormInput& input : detail::form_inputs(context, only))
      detail::bind_form_field(object, detail::FormPath(input.path), input, errors);
  }
  return errors;
}

}  // namespace quire

#endif  // QUIRE_FORM_BINDING_H_
