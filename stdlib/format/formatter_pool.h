#ifndef QUIRE_STDLIB_FORMAT_FORMATTER_POOL_H_
#define QUIRE_STDLIB_FORMAT_FORMATTER_POOL_H_

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace quire {

/// ICU's formatters, which take long to make, and each of which only one thread may use at a time: they are borrowed,
/// and given back when they are not used any more. The key says all that a formatter was made of. Thread-safe.
template <class T>
class FormatterPool {
 public:
  /// As many are kept at most; then all are forgotten.
  static constexpr std::size_t kMost = 500;
  /// Those with longer keys are not kept.
  static constexpr std::size_t kLongestKey = 2000;

  class Borrowed {
   public:
    Borrowed(FormatterPool& pool, std::string key, std::unique_ptr<T> formatter)
        : pool_(pool), key_(std::move(key)), formatter_(std::move(formatter)) {}
    ~Borrowed() {
      if (formatter_) pool_.give_back(std::move(key_), std::move(formatter_));
    }
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;

    explicit operator bool() const { return formatter_ != nullptr; }
    T& operator*() const { return *formatter_; }
    T* operator->() const { return formatter_.get(); }

   private:
    FormatterPool& pool_;
    std::string key_;
    std::unique_ptr<T> formatter_;
  };

  /// One that is there, or that `make` returns, which may be null.
  template <class Make>
  Borrowed borrow(std::string key, const Make& make) {
    std::unique_ptr<T> formatter = find(key);
    if (!formatter) formatter = make();
    return {*this, std::move(key), std::move(formatter)};
  }

 private:
  std::unique_ptr<T> find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = idle_.find(key);
    if (found == idle_.end() || found->second.empty()) return nullptr;
    std::unique_ptr<T> formatter = std::move(found->second.back());
    found->second.pop_back();
    --size_;
    return formatter;
  }
  void give_back(std::string key, std::unique_ptr<T> formatter) {
    if (key.size() > kLongestKey) return;
    std::unordered_map<std::string, std::vector<std::unique_ptr<T>>> forgotten;
    const std::lock_guard lock(mutex_);
    if (size_ >= kMost || idle_.size() >= kMost) {
      forgotten.swap(idle_);
      size_ = 0;
    }
    idle_[std::move(key)].push_back(std::move(formatter));
    ++size_;
  }

  std::mutex mutex_;
  std::unordered_map<std::string, std::vector<std::unique_ptr<T>>> idle_;
  std::size_t size_ = 0;
};

}  // namespace quire

#endif  // QUIRE_STDLIB_FORMAT_FORMATTER_POOL_H_
