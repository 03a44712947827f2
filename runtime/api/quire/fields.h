#ifndef QUIRE_FIELDS_H_
#define QUIRE_FIELDS_H_

/// Access to the fields of a struct, one by one; part of `codec.h`.

#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>

/// Names the fields of an aggregate, in one line beside it, so that they can also be read by name
/// (JSON, Expression Language):
///
///     struct Item { std::string name; int count; };
///     QUIRE_FIELDS(Item, name, count)
#define QUIRE_FIELDS(type, ...) \
  constexpr const char* quire_field_names(const type*) { return #__VA_ARGS__; }

namespace quire {

namespace detail {

template <class T>
concept HasFieldNames = requires(const T* object) { quire_field_names(object); };
/// The names as given to `QUIRE_FIELDS`: `name, count`.
template <class T>
constexpr std::string_view field_names() {
  return quire_field_names(static_cast<const T*>(nullptr));
}
/// The name at that index of the list; empty past its end.
constexpr std::string_view field_name(std::string_view names, std::size_t index) {
  for (; index != 0; --index) {
    const std::size_t comma = names.find(',');
    if (comma == std::string_view::npos) return {};
    names.remove_prefix(comma + 1);
  }
  while (names.starts_with(' ')) names.remove_prefix(1);
  return names.substr(0, names.find(','));
}

struct AnyField {
  template <class T>
  operator T() const;
};

/// For `decltype`: an initializer of that type.
template <class T>
T initializer();

template <class T, class... Fields>
constexpr std::size_t field_count() {
  if constexpr (requires { T{initializer<Fields>()..., initializer<AnyField>()}; })
    return field_count<T, Fields..., AnyField>();
  // For an optional, `AnyField` is ambiguous.
  else if constexpr (requires { T{initializer<Fields>()..., initializer<std::nullopt_t>()}; })
    return field_count<T, Fields..., std::nullopt_t>();
  else return sizeof...(Fields);
}

constexpr std::size_t kMaxFields = 64;

/// Calls `f` with all fields of an aggregate.
template <class T, class F>
decltype(auto) with_fields(T& object, F&& f) {
  constexpr std::size_t kCount = field_count<std::remove_const_t<T>>();
  if constexpr (HasFieldNames<T>) {
    constexpr std::string_view kNames = field_names<T>();
    static_assert(kCount == 0 || (!field_name(kNames, kCount - 1).empty() && field_name(kNames, kCount).empty()),
                  "QUIRE_FIELDS must name every field of the struct, in order");
  }
  static_assert(kCount <= kMaxFields, "a struct of more than 64 fields needs its own quire::Codec");
  if constexpr (kCount == 0 || kCount > kMaxFields) {
    return f();
  }
#define QUIRE_BIND(count, ...)          \
  else if constexpr (kCount == count) { \
    auto& [__VA_ARGS__] = object;       \
    return f(__VA_ARGS__);              \
  }
#include <quire/field_binding.def>
#undef QUIRE_BIND
}

}  // namespace detail

}  // namespace quire

#endif  // QUIRE_FIELDS_H_
