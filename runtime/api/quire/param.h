#ifndef QUIRE_PARAM_H_
#define QUIRE_PARAM_H_

#include <quire/print.h>
#include <quire/request.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace quire {

namespace detail {

template <class T>
struct Param {
  using Bare = T;
  static constexpr bool kIsOptional = false;
};
template <class T>
struct Param<std::optional<T>> {
  using Bare = T;
  static constexpr bool kIsOptional = true;
};

template <class T>
std::string in_words(const T& bound) {
  Writer out;
  print_raw(out, bound);
  return std::string(out.text());
}

}  // namespace detail

/// What a page requires of a parameter.
template <class T>
struct ParamRule {
  using Bare = typename detail::Param<T>::Bare;
  /// The value if the parameter is absent or empty; without it, `T{}`.
  std::optional<Bare> fallback = {};
  bool required = false;
  /// For numbers.
  std::optional<Bare> min = {};
  std::optional<Bare> max = {};
  /// For text, in bytes.
  std::optional<std::size_t> min_length = {};
  std::optional<std::size_t> max_length = {};
};

/// A parameter of the query or of a form, converted and checked.
///
///     int n = quire::checked_param<int>(request, "n", {.fallback = 10, .min = 1, .max = 100});
///
/// `T` is a number, but neither NaN nor infinity; `bool`, `char`, text, or an optional of these,
/// which is empty if the parameter is absent; views are valid as long as the request. Throws
/// `BadRequest` with a message such as "parameter `n` is `999`; it must be at most 100" or
/// "parameter `n` is missing". The fallback is not checked.
template <class T>
T checked_param(const Request& request, std::string_view name, const ParamRule<T>& rule = {}) {
  using Bare = typename detail::Param<T>::Bare;
  const std::string_view text = request.param(name);
  std::optional<Bare> value = convert_param<Bare>(name, text);
  if (!value) {
    if (rule.fallback) return T(*rule.fallback);
    if (rule.required) detail::refuse_missing_param(name);
    return T{};
  }
  if constexpr (std::is_arithmetic_v<Bare>) {
    if (rule.min && *value < *rule.min) detail::refuse_param(name, text, "at least ", detail::in_words(*rule.min));
    if (rule.max && *value > *rule.max) detail::refuse_param(name, text, "at most ", detail::in_words(*rule.max));
  } else {
    if (rule.min_length && text.size() < *rule.min_length)
      detail::refuse_param_length(name, text, "at least ", *rule.min_length);
    if (rule.max_length && text.size() > *rule.max_length)
      detail::refuse_param_length(name, text, "at most ", *rule.max_length);
  }
  return T(*std::move(value));
}

}  // namespace quire

#endif  // QUIRE_PARAM_H_
