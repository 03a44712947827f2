#ifndef QUIRE_RUNTIME_NET_INPUT_BUFFER_H_
#define QUIRE_RUNTIME_NET_INPUT_BUFFER_H_

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace quire::net {

/// Octets that were received and not yet consumed. Grows when full, and releases
/// memory when empty. Not thread-safe.
class InputBuffer {
 public:
  static constexpr std::size_t kSmall = 4 * 1024;
  static constexpr std::size_t kLarge = 64 * 1024;

  std::string_view text() const { return {memory_.get() + begin_, end_ - begin_}; }
  bool empty() const { return begin_ == end_; }
  void consume(std::size_t size) { begin_ += size; }
  void clear() { begin_ = end_ = 0; }

  /// Makes room for at least one octet, or for 64 KB if `large` and empty; may move the
  /// contents. Then receive into `room`, and call `received`.
  void prepare(bool large) {
    if (empty()) {
      clear();
      const std::size_t wanted = large ? kLarge : kSmall;
      if (capacity_ < wanted || (!large && capacity_ > 4 * kSmall)) resize(wanted);
    } else if (end_ == capacity_) {
      if (begin_ > 0) shift(memory_.get());
      else resize(capacity_ * 2);
    }
  }
  char* room() { return memory_.get() + end_; }
  std::size_t room_size() const { return capacity_ - end_; }
  void received(std::size_t size) { end_ += size; }

 private:
  void shift(char* to) {
    std::memmove(to, memory_.get() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  void resize(std::size_t capacity) {
    // Not value-initialised: zeroing 64 KB would cost more than receiving it.
    std::unique_ptr<char[]> larger(new char[capacity]);
    if (!empty()) shift(larger.get());
    memory_ = std::move(larger);
    capacity_ = capacity;
  }

  std::unique_ptr<char[]> memory_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_INPUT_BUFFER_H_
