#ifndef QUIRE_CONVERT_H_
#define QUIRE_CONVERT_H_

#include <quire/abi.h>

#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

namespace quire {

/// The client sent an invalid request; a page may throw this, too. Answered with the status, from 400 to
/// 499, and `what()` as the text.
class QUIRE_API BadRequest : public std::runtime_error {
 public:
  explicit BadRequest(const std::string& text, int status = 400) : std::runtime_error(text), status_(status) {}
  ~BadRequest() override;
  int status() const { return status_; }

 private:
  int status_;
};

namespace detail {
/// Each throws `BadRequest` naming the parameter if `text` is not a number, or not in the range
/// `low` to `high`.
QUIRE_API long long param_integer(std::string_view name, std::string_view text, long long low, long long high);
QUIRE_API unsigned long long param_unsigned(std::string_view name, std::string_view text, unsigned long long high);
/// The largest value of a floating-point type that text is converted to.
template <class T>
inline constexpr double kFloatingLimit =
    sizeof(T) < sizeof(double) ? double{std::numeric_limits<float>::max()} : std::numeric_limits<double>::max();
/// Neither NaN nor an infinity; `limit` is the largest absolute value.
QUIRE_API double param_double(std::string_view name, std::string_view text, double limit);
/// Accepts `true`, `on`, `yes`, `1` and `false`, `off`, `no`, `0`.
QUIRE_API bool param_bool(std::string_view name, std::string_view text);
/// Accepts a single byte.
QUIRE_API char param_char(std::string_view name, std::string_view text);
/// Each throws `BadRequest` for `checked_param`.
[[noreturn]] QUIRE_API void refuse_missing_param(std::string_view name);
[[noreturn]] QUIRE_API void refuse_param(std::string_view name, std::string_view text, std::string_view rule,
                                         std::string_view bound);
[[noreturn]] QUIRE_API void refuse_param_length(std::string_view name, std::string_view text, std::string_view rule,
                                                std::size_t bound);
}  // namespace detail

/// Converts a parameter's text to a `T`; returns nullopt if it is empty. Throws `BadRequest` if it
/// cannot be converted.
template <class T>
std::optional<T> convert_param(std::string_view name, std::string_view text) {
  static_assert(std::is_arithmetic_v<T> || std::is_constructible_v<T, std::string_view>,
                "a parameter can be converted to a number, `bool`, `char` or text");
  if (text.empty()) return std::nullopt;
  if constexpr (std::is_same_v<T, bool>) return detail::param_bool(name, text);
  else if constexpr (std::is_same_v<T, char>) return detail::param_char(name, text);
  else if constexpr (std::is_floating_point_v<T>)
    return static_cast<T>(detail::param_double(name, text, detail::kFloatingLimit<T>));
  else if constexpr (std::is_integral_v<T> && std::is_signed_v<T>)
    return static_cast<T>(
        detail::param_integer(name, text, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
  else if constexpr (std::is_integral_v<T>)
    return static_cast<T>(detail::param_unsigned(name, text, std::numeric_limits<T>::max()));
  else return T(text);
}

}  // namespace quire

#endif  // QUIRE_CONVERT_H_
