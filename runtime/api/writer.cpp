#include <quire/writer.h>

#include <algorithm>
#include <cstdlib>
#include <new>

namespace quire {

namespace {
constexpr std::size_t kFirstBuffer = 4096;
}

Writer::Writer(WriterTarget* target, std::size_t max_buffer)
    : target_(target), max_buffer_(std::max<std::size_t>(max_buffer, 1)) {}

Writer::~Writer() { std::free(begin_); }

void Writer::reserve(std::size_t bytes) {
  const std::size_t held = text().size();
  bytes = std::min(bytes, max_buffer_ > held ? max_buffer_ - held : 0);
  if (static_cast<std::size_t>(limit_ - end_) < bytes) grow(held + bytes);
}

void Writer::grow(std::size_t needed) {
  const std::size_t held = text().size();
  const std::size_t capacity = std::max({needed, kFirstBuffer, 2 * static_cast<std::size_t>(limit_ - begin_)});
  char* grown = static_cast<char*>(std::realloc(begin_, capacity));
  if (grown == nullptr) throw std::bad_alloc();
  begin_ = grown;
  end_ = grown + held;
  limit_ = grown + capacity;
}

Writer& Writer::raw_slow(std::string_view bytes) {
  const std::size_t held = text().size();
  if (target_ != nullptr && held + bytes.size() > max_buffer_) {
    target_->write(text());
    end_ = begin_;
    if (bytes.size() >= max_buffer_) {
      target_->write(bytes);
      return *this;
    }
  }
  grow(text().size() + bytes.size());
  std::memcpy(end_, bytes.data(), bytes.size());
  end_ += bytes.size();
  return *this;
}

Writer& Writer::literal(const Text& text) { return raw(text); }

void Writer::flush() {
  if (target_ == nullptr) return;
  if (end_ != begin_) target_->write(text());
  end_ = begin_;
  target_->flush();
}

}  // namespace quire
