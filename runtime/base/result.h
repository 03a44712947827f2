#ifndef QUIRE_RUNTIME_BASE_RESULT_H_
#define QUIRE_RUNTIME_BASE_RESULT_H_

#include <optional>
#include <string>
#include <utility>

namespace quire {

/// An error from the environment: a sentence without a full stop that says what failed, where and
/// why, and the `errno`, if there is one.
struct Error {
  std::string sentence;
  int code = 0;
};

/// A value, or the reason why there is none.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}
  Result(Error error) : error_(std::move(error)) {}

  explicit operator bool() const { return value_.has_value(); }
  T& operator*() & { return *value_; }
  const T& operator*() const& { return *value_; }
  T&& operator*() && { return *std::move(value_); }
  T* operator->() { return &*value_; }
  const T* operator->() const { return &*value_; }
  T value_or(T other) const& { return value_ ? *value_ : std::move(other); }
  T value_or(T other) && { return value_ ? *std::move(value_) : std::move(other); }
  /// Call it only if there is no value.
  const Error& error() const { return error_; }

 private:
  std::optional<T> value_;
  Error error_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_BASE_RESULT_H_
