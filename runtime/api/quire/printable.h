#ifndef QUIRE_PRINTABLE_H_
#define QUIRE_PRINTABLE_H_

/// Concepts for the kinds of types that can be printed. Types are recognized by their members
/// rather than by name, so that the page API needs neither `<chrono>` nor `<filesystem>`.

#include <quire/enums.h>
#include <quire/writer.h>

#include <string_view>
#include <type_traits>

namespace quire::detail {

template <class T>
concept HasPrinter = requires(Writer& out, const T& value) { print(out, value); };
// Not `std::is_convertible`, which costs the compiler milliseconds for the first type of a page.
template <class T>
concept TextLike =
    requires(const T& value, void (*read)(std::string_view)) { read(value); } && !std::is_null_pointer_v<T>;
template <class T>
concept PathLike = requires(const T& value) {
  { value.generic_string() } -> TextLike;
  value.root_directory();
};
template <class T>
concept OptionalLike = requires(const T& value) {
  value.has_value();
  *value;
  value.value();
};
template <class T>
concept DurationLike = requires(const T& value) {
  value.count();
  T::period::num;
  T::period::den;
};
template <class T>
concept PlainEnum = std::is_enum_v<T> && std::is_convertible_v<T, long long>;

/// An element of `std::vector<bool>` or of a bitset.
template <class T>
concept BitReferenceLike =
    std::is_class_v<T> && std::is_convertible_v<const T&, bool> && requires(T& bit) { bit.flip(); };

}  // namespace quire::detail

#endif  // QUIRE_PRINTABLE_H_
