#ifndef QUIRE_JSON_H_
#define QUIRE_JSON_H_

/// Printing lists, maps and structs in scripts.

#include <quire/fields.h>
#include <quire/print_in.h>

#include <string_view>
#include <type_traits>

namespace quire {

template <class T>
void print_js(Writer& out, const Place& place, const T& value);

namespace detail {

/// Prints the key of an entry of an object, and its colon.
QUIRE_API void print_key(Writer& out, const Place& place, std::string_view key);
/// Prints what is between the values of a list or an object.
QUIRE_API void print_punctuation(Writer& out, const Place& place, std::string_view text);

template <class T>
concept ItemRange = std::is_array_v<T> || requires(const T& items) {
  items.begin() != items.end();
  *items.begin();
};
template <class T>
concept PairLike = requires(const T& pair) {
  pair.first;
  pair.second;
};
/// A map whose keys can be the names of an object's entries.
template <class T>
concept NamedItems =
    requires { typename T::mapped_type; } &&
    (TextLike<typename T::key_type> || std::is_integral_v<typename T::key_type> || PlainEnum<typename T::key_type> ||
     NamedEnum<typename T::key_type> || HasPrinter<typename T::key_type>);

template <class T>
void print_js_fields(Writer& out, const Place& place, const T& value) {
  std::size_t index = 0;
  print_punctuation(out, place, "{");
  const auto print_field = [&](const auto& field) {
    if (index != 0) print_punctuation(out, place, ",");
    print_key(out, place, field_name(field_names<T>(), index++));
    print_js(out, place, field);
  };
  with_fields(value, [&](const auto&... fields) { (print_field(fields), ...); });
  print_punctuation(out, place, "}");
}

template <class T>
void print_js_map(Writer& out, const Place& place, const T& items) {
  std::string_view separator = "{";
  for (const auto& [key, value] : items) {
    Writer name;
    const Capture printed(name, true);
    print_any<false>(name, key);
    print_punctuation(out, place, separator);
    print_key(out, place, name.text());
    print_js(out, place, value);
    separator = ",";
  }
  print_punctuation(out, place, separator == "{" ? "{}" : "}");
}

template <class T>
void print_js_list(Writer& out, const Place& place, const T& items) {
  std::string_view separator = "[";
  for (const auto& item : items) {
    print_punctuation(out, place, separator);
    print_js(out, place, item);
    separator = ",";
  }
  print_punctuation(out, place, separator == "[" ? "[]" : "]");
}

}  // namespace detail

/// Called by `<%= value %>` in a script or in JSON: `place.part` is `kJs` or `kJson`.
///
///     struct Item { std::string name; int count; };
///     QUIRE_FIELDS(Item, name, count)
///     <script>const items = <%= items %>;</script>  // [{"name":"pen","count":2}]
///
/// A struct with `QUIRE_FIELDS` is an object, even if it has a `print` of its own; a map whose keys
/// are text or integers is one too. Other ranges are lists, and so is a pair; an empty optional and a
/// null `const char*` are `null`. Everything else is as `print_in` prints it.
template <class T>
void print_js(Writer& out, const Place& place, const T& value) {
  if constexpr (detail::HasFieldNames<T>) {
    detail::print_js_fields(out, place, value);
  } else if constexpr (detail::HasPrinter<T> || detail::TextLike<T> || detail::PathLike<T>) {
    print_in(out, place, value);
  } else if constexpr (detail::OptionalLike<T>) {
    if (value.has_value()) print_js(out, place, *value);
    else detail::print_null(out, place);
  } else if constexpr (detail::NamedItems<T>) {
    detail::print_js_map(out, place, value);
  } else if constexpr (detail::ItemRange<T>) {
    detail::print_js_list(out, place, value);
  } else if constexpr (detail::PairLike<T>) {
    detail::print_punctuation(out, place, "[");
    print_js(out, place, value.first);
    detail::print_punctuation(out, place, ",");
    print_js(out, place, value.second);
    detail::print_punctuation(out, place, "]");
  } else {
    print_in(out, place, value);
  }
}

}  // namespace quire

#endif  // QUIRE_JSON_H_
