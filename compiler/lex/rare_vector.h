#ifndef QUIRE_COMPILER_LEX_RARE_VECTOR_H_
#define QUIRE_COMPILER_LEX_RARE_VECTOR_H_

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

namespace quire::compiler {

/// A vector that is nearly always empty, and then is a single null pointer. Tokens and
/// nodes have several of these, and every pass walks over all of them. Behaves like
/// `std::vector`; `T` may be incomplete where a `RareVector<T>` is a member.
template <typename T>
class RareVector {
 public:
  RareVector() = default;
  RareVector(std::initializer_list<T> values) : RareVector(std::vector<T>(values)) {}
  // Implicit, so that functions can return a `std::vector`.
  // NOLINTNEXTLINE(google-explicit-constructor)
  RareVector(std::vector<T> values) {
    if (!values.empty()) values_ = std::make_unique<std::vector<T>>(std::move(values));
  }
  RareVector(const RareVector& other) {
    if (!other.empty()) values_ = std::make_unique<std::vector<T>>(*other.values_);
  }
  RareVector(RareVector&&) noexcept = default;
  RareVector& operator=(const RareVector& other) { return *this = RareVector(other); }
  RareVector& operator=(RareVector&&) noexcept = default;
  ~RareVector() = default;

  bool empty() const { return values_ == nullptr || values_->empty(); }
  std::size_t size() const { return values_ == nullptr ? 0 : values_->size(); }
  T* begin() { return values_ == nullptr ? nullptr : values_->data(); }
  T* end() { return values_ == nullptr ? nullptr : values_->data() + values_->size(); }
  const T* begin() const { return values_ == nullptr ? nullptr : values_->data(); }
  const T* end() const { return values_ == nullptr ? nullptr : values_->data() + values_->size(); }
  T& operator[](std::size_t index) { return (*values_)[index]; }
  const T& operator[](std::size_t index) const { return (*values_)[index]; }
  T& back() { return values_->back(); }

  void push_back(T value) {
    if (values_ == nullptr) values_ = std::make_unique<std::vector<T>>();
    values_->push_back(std::move(value));
  }
  void clear() { values_.reset(); }
  /// Removes the elements for which `condition` is true.
  template <typename Condition>
  void erase_if(const Condition& condition) {
    if (values_ != nullptr) std::erase_if(*values_, condition);
  }

  friend bool operator==(const RareVector& a, const RareVector& b) {
    return a.empty() ? b.empty() : !b.empty() && *a.values_ == *b.values_;
  }

 private:
  std::unique_ptr<std::vector<T>> values_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_RARE_VECTOR_H_
