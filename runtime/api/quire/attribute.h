#ifndef QUIRE_ATTRIBUTE_H_
#define QUIRE_ATTRIBUTE_H_

/// Attributes of tags: conversion from a page's text to the tag's own types.

#include <quire/codec.h>
#include <quire/decimal.h>

#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace quire {

/// An attribute's text as written in a page, known when the page is compiled.
struct AttributeText {
  explicit constexpr AttributeText(std::string_view literal) : text(literal) {}
  std::string_view text;
};

namespace detail {

template <class T>
struct Bare {
  using Type = T;
};
template <class T>
struct Bare<std::optional<T>> {
  using Type = T;
};

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

/// How an attribute of type `T` gets its value.
///
///     quire::attribute<int>::of("12");               // 12, when the page is compiled
///     quire::attribute<int>::of("abc");              // does not compile
///     quire::attribute<int>::of(count + 1);          // an expression of the page
///     quire::attribute<int>::parse("1" + digits);    // text known when it runs
///
/// Text can be converted to `bool` (`true`, `false`), `char` (one byte), integers (decimal, within
/// the range of the type), floating-point numbers, `Value` (a string), any type that can be
/// constructed from a `std::string_view`, and optionals of these. Views and `const char*` refer to
/// the text itself, which must outlive them.
template <class T>
struct attribute {
  using Type = std::remove_cvref_t<T>;
  using Bare = typename detail::Bare<Type>::Type;
  /// Whether the conversion of text can fail.
  static constexpr bool kIsChecked = std::is_arithmetic_v<Bare>;
  static constexpr bool kIsText = std::is_same_v<Bare, const char*> || std::is_constructible_v<Bare, std::string_view>;

  static consteval Type of(AttributeText literal)
    requires kIsChecked
  {
    Bare value{};
    if (!detail::read_attribute(literal.text, value)) detail::refuse_literal<Bare>();
    return value;
  }
  static constexpr Type of(AttributeText literal)
    requires(!kIsChecked)
  {
    return made_of(literal.text);
  }
  template <std::size_t kSize>
  static consteval Type of(const char (&literal)[kSize])
    requires kIsChecked
  {
    return of(AttributeText({literal, kSize - 1}));
  }
  template <std::size_t kSize>
  static constexpr Type of(const char (&literal)[kSize])
    requires(!kIsChecked && kIsText)
  {
    return made_of({literal, kSize - 1});
  }
  static constexpr Type of(Type value) { return value; }
  /// For an expression, so that a failing conversion is reported there.
  static constexpr Type from(Type value) { return value; }

  /// Throws `std::invalid_argument` naming the text and the type.
  static Type parse(std::string_view text) {
    if constexpr (kIsChecked) {
      Bare value{};
      if (!detail::read_attribute(text, value)) detail::refuse_attribute(text, detail::type_name<Bare>());
      return value;
    } else {
      static_assert(!std::is_same_v<Bare, const char*>,
                    "text that is composed when the page runs converts to std::string, not to const char*");
      return made_of(text);
    }
  }

 private:
  static constexpr Type made_of(std::string_view text) {
    if constexpr (!kIsText) static_assert(kIsText, "an attribute of this type takes an expression, not text");
    else if constexpr (std::is_same_v<Bare, const char*>) return text.data();
    else return Type(Bare(text));
  }
};

}  // namespace quire

#endif  // QUIRE_ATTRIBUTE_H_
