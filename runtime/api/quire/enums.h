#ifndef QUIRE_ENUMS_H_
#define QUIRE_ENUMS_H_

/// Enums by the names of their enumerators.

#include <cstddef>
#include <string_view>
#include <type_traits>

/// Names the enumerators of an enum, in one line beside it, so that it prints, compares and is stored by name:
///
///     enum class Status { open, shipped };
///     QUIRE_ENUM(Status, open, shipped)
///     ${order.status}  ${order.status == 'shipped'}
///
/// A value that is not listed is a number.
#define QUIRE_ENUM(type, ...)                                     \
  constexpr auto quire_enumerators(const type*) {                 \
    using enum type;                                              \
    return quire::detail::Enumerators(#__VA_ARGS__, __VA_ARGS__); \
  }

namespace quire::detail {

/// The enumerators of an enum, and their names as in the source: `open, shipped`.
template <class T, std::size_t kCount>
struct Enumerators {
  template <class... Values>
  explicit constexpr Enumerators(std::string_view list, Values... all) : names(list), values{all...} {}

  std::string_view names;
  T values[kCount];
};
template <class T, class... More>
Enumerators(std::string_view, T, More...) -> Enumerators<T, 1 + sizeof...(More)>;

template <class T>
concept NamedEnum = std::is_enum_v<T> && requires(const T* pointer) { quire_enumerators(pointer); };

/// Removes the first name from a list of them.
constexpr std::string_view take_name(std::string_view& names) {
  const std::string_view name = names.substr(0, names.find(','));
  names.remove_prefix(name.size());
  while (names.starts_with(',') || names.starts_with(' ')) names.remove_prefix(1);
  return name;
}

/// Empty if the value is not listed.
template <NamedEnum T>
constexpr std::string_view enumerator_name(T value) {
  const auto all = quire_enumerators(static_cast<const T*>(nullptr));
  std::string_view names = all.names;
  for (const T listed : all.values) {
    const std::string_view name = take_name(names);
    if (listed == value) return name;
  }
  return {};
}

/// Returns false, and changes nothing, if there is no enumerator of that name.
template <NamedEnum T>
constexpr bool read_enumerator(std::string_view name, T& value) {
  const auto all = quire_enumerators(static_cast<const T*>(nullptr));
  std::string_view names = all.names;
  for (const T listed : all.values) {
    if (take_name(names) != name) continue;
    value = listed;
    return true;
  }
  return false;
}

/// The compiler names this function if a page compares an enum with text that is not one of its enumerators. It
/// is never defined, because no program calls it.
void the_text_is_not_an_enumerator();

/// A literal that must name an enumerator: checked when the page is compiled.
template <class T>
struct EnumeratorLiteral {
  template <std::size_t kSize>
  consteval EnumeratorLiteral(const char (&name)[kSize]) {
    if (!read_enumerator(std::string_view(name, kSize - 1), value)) the_text_is_not_an_enumerator();
  }
  T value{};
};

}  // namespace quire::detail

#endif  // QUIRE_ENUMS_H_
