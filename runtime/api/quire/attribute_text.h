#ifndef QUIRE_ATTRIBUTE_TEXT_H_
#define QUIRE_ATTRIBUTE_TEXT_H_

/// The text of a tag's attribute, and which text is a value of a type.

#include <quire/abi.h>
#include <quire/decimal.h>

#include <string>
#include <string_view>
#include <type_traits>

namespace quire {

/// An attribute's text as written in a page, known when the page is compiled.
struct AttributeText {
  explicit constexpr AttributeText(std::string_view literal) : text(literal) {}
  std::string_view text;
};

namespace detail {

/// The compiler names one of these if a page's text cannot be converted. They are never defined,
/// because no program calls them.
void the_attribute_must_be_true_or_false();
void the_attribute_must_be_one_character();
void the_attribute_must_be_a_whole_number_in_range();
void the_attribute_must_be_a_number_in_range();

template <class T>
constexpr bool read_attribute(std::string_view text, T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    value = text == "true";
    return value || text == "false";
  } else if constexpr (std::is_same_v<T, char>) {
    if (text.size() == 1) value = text.front();
    return text.size() == 1;
  } else if constexpr (std::is_integral_v<T>) {
    return read_integer(text, value);
  } else {
    return read_decimal(text, value);
  }
}

template <class T>
constexpr bool can_read_attribute(std::string_view text) {
  T value{};
  return read_attribute(text, value);
}

/// Causes the compile-time error for a literal that cannot be converted.
template <class T>
consteval void refuse_literal() {
  if constexpr (std::is_same_v<T, bool>) the_attribute_must_be_true_or_false();
  else if constexpr (std::is_same_v<T, char>) the_attribute_must_be_one_character();
  else if constexpr (std::is_integral_v<T>) the_attribute_must_be_a_whole_number_in_range();
  else the_attribute_must_be_a_number_in_range();
}

/// Throws `std::invalid_argument`: "an attribute of type `int` cannot be `abc`".
[[noreturn]] QUIRE_API void refuse_attribute(std::string_view text, const std::string& type);

}  // namespace detail

}  // namespace quire

#endif  // QUIRE_ATTRIBUTE_TEXT_H_
