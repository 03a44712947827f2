#ifndef QUIRE_ATTRIBUTE_H_
#define QUIRE_ATTRIBUTE_H_

/// Attributes of tags: conversion from a page's text to the tag's own types.

#include <quire/attribute_text.h>
#include <quire/codec.h>

#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace quire {
namespace detail {

template <class T>
struct Bare {
  using Type = T;
};
template <class T>
struct Bare<std::optional<T>> {
  using Type = T;
};

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

  static constexpr bool accepts([[maybe_unused]] std::string_view text) {
    if constexpr (!kIsChecked) return true;
    else return detail::can_read_attribute<Bare>(text);
  }
  template <bool kAccepted = true>
    requires(kAccepted && kIsChecked)
  static consteval Type of(AttributeText literal) {
    Bare value{};
    if (!detail::read_attribute(literal.text, value)) detail::refuse_literal<Bare>();
    return value;
  }
  template <bool kAccepted = true>
    requires(kAccepted && !kIsChecked)
  static constexpr Type of(AttributeText literal) {
    return made_of(literal.text);
  }
  /// An error where it is used. A call of an immediate function that fails in a lambda, such as the
  /// body of a tag, would instead make that immediate as well: an error in all its callers.
  template <bool kAccepted>
    requires(!kAccepted)
  static constexpr AttributeText of(AttributeText literal) {
    return literal;
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
