#ifndef QUIRE_FORM_FIELD_H_
#define QUIRE_FORM_FIELD_H_

/// Setting a field of any type by its path; part of `form_binding.h`.

#include <quire/form_errors.h>
#include <quire/form_text.h>
#include <quire/property.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace quire {

namespace detail {

/// What a list or map cannot grow beyond.
inline constexpr std::size_t kMaxFormIndex = 1'000;

template <class T>
inline constexpr bool kIsOptionalField = !std::is_same_v<T, typename Bare<T>::Type>;
/// What one text can set.
template <class T>
concept FormScalar = PropertyField<T> || NamedEnum<typename Bare<T>::Type>;

template <class T>
bool bind_form_field(T& field, FormPath path, const FormInput& input, FormErrors& errors);

template <class T>
void bind_form_scalar(T& field, const FormInput& input, FormErrors& errors) {
  using Type = typename Bare<T>::Type;
  if (input.texts.empty()) {
    if constexpr (kIsOptionalField<T>) field.reset();
    else if constexpr (std::is_same_v<T, bool>) field = false;
    return;
  }
  const std::string_view text = input.texts.front();
  if constexpr (kIsOptionalField<T>)
    if (text.empty()) return field.reset();
  Type value{};
  const std::string refusal = read_form_text(text, value);
  if (refusal.empty()) field = std::move(value);
  else errors.reject(input.path, input.texts, refusal);
}

template <class T>
void bind_form_list(T& list, const FormInput& input, FormErrors& errors) {
  T items;
  for (const std::string_view text : input.texts) {
    if (text.empty()) continue;
    typename T::value_type item{};
    const std::string refusal = read_form_text(text, item);
    if (!refusal.empty()) return errors.reject(input.path, input.texts, refusal);
    items.push_back(std::move(item));
  }
  list = std::move(items);
}

/// An item that is there, or the one after the last: what is allocated grows with the request, not with the index.
template <class T>
bool bind_form_item(T& list, FormPath path, const FormInput& input, FormErrors& errors) {
  std::size_t index = 0;
  if (!path.take_index(index)) return false;
  if (index < list.size()) return bind_form_field(list[index], path, input, errors);
  typename T::value_type item{};
  FormErrors ignored;
  const bool is_next = index == list.size() && index <= kMaxFormIndex;
  if (!bind_form_field(item, path, input, is_next ? errors : ignored)) return false;
  if (is_next) list.push_back(std::move(item));
  else errors.add(input.path, "There is no such entry in the list.");
  return true;
}

/// What a form sets entry by entry.
template <class T>
concept FormMap = requires(T& map, typename T::key_type key, typename T::mapped_type item) {
  map.find(key)->second;
  map.emplace(key, item);
  map.size();
} && FormScalar<typename T::key_type> && std::is_default_constructible_v<typename T::mapped_type>;

/// An entry that is there, or a new one if the page has named the map and the text is not rejected.
template <class T>
bool bind_form_entry(T& map, FormPath path, const FormInput& input, FormErrors& errors) {
  const std::string_view text = path.take_key();
  typename T::key_type key{};
  if (text.empty() || !read_form_text(text, key).empty()) return false;
  if (const auto found = map.find(key); found != map.end()) return bind_form_field(found->second, path, input, errors);
  if (!input.may_add) return false;
  typename T::mapped_type item{};
  FormErrors ignored;
  const bool has_room = map.size() < kMaxFormIndex;
  const std::size_t known = errors.size();
  if (!bind_form_field(item, path, input, has_room ? errors : ignored)) return false;
  if (!has_room) errors.add(input.path, "There are too many entries.");
  else if (errors.size() == known) map.emplace(std::move(key), std::move(item));
  return true;
}

/// Returns false if the type has no such field, or one that text cannot set.
template <class T>
bool bind_form_field(T& field, FormPath path, const FormInput& input, FormErrors& errors) {
  if constexpr (std::is_same_v<T, Value>) {
    return bind_form_value(field, path, input, errors);
  } else if constexpr (HasFieldNames<T>) {
    const std::string_view name = path.take_name();
    std::size_t index = 0;
    bool is_bound = false;
    with_fields(field, [&](auto&... fields) {
      const auto bind_if_named = [&](auto& one) {
        if (!name.empty() && field_name(field_names<T>(), index++) == name)
          is_bound = bind_form_field(one, path, input, errors);
      };
      (bind_if_named(fields), ...);
    });
    return is_bound;
  } else if constexpr (FormScalar<T>) {
    if (!path.is_empty()) return false;
    bind_form_scalar(field, input, errors);
    return true;
  } else if constexpr (kIsOptionalField<T>) {
    auto value = field ? *field : typename Bare<T>::Type{};
    const bool is_bound = bind_form_field(value, path, input, errors);
    if (is_bound) field = std::move(value);
    return is_bound;
  } else if constexpr (FormMap<T>) {
    return bind_form_entry(field, path, input, errors);
  } else if constexpr (Sequence<T>) {
    using Item = typename T::value_type;
    if (path.is_empty()) {
      if constexpr (FormScalar<Item> && !kIsOptionalField<Item>) bind_form_list(field, input, errors);
      return FormScalar<Item> && !kIsOptionalField<Item>;
    }
    if constexpr (std::is_same_v<decltype(field.front()), Item&> && std::is_default_constructible_v<Item> &&
                  requires { field[0]; })
      return bind_form_item(field, path, input, errors);
    else return false;
  } else {
    return false;
  }
}

}  // namespace detail
}  // namespace quire

#endif  // QUIRE_FORM_FIELD_H_
