#include <quire/writer.h>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>

namespace quire {

namespace {

constexpr std::size_t kFirstBuffer = 4096;

/// The buffer of this thread's last writer, for the next one: it need not be allocated again. Up to
/// `kMostKept`, so that one large page does not cost memory for ever.
constexpr std::size_t kMostKept = 64 * 1024;

struct KeptBuffer {
  char* begin = nullptr;
  std::size_t capacity = 0;
  ~KeptBuffer() { std::free(std::exchange(begin, nullptr)); }
};
thread_local KeptBuffer kept;

/// For example `8 KB`.
std::string in_words(std::size_t bytes) {
  constexpr std::size_t kKilo = 1024;
  return bytes % kKilo == 0 ? std::to_string(bytes / kKilo) + " KB" : std::to_string(bytes) + " bytes";
}

}  // namespace

Writer::Writer(WriterTarget* target, std::size_t max_buffer) : target_(target), max_buffer_(max_buffer) {}

Writer::~Writer() {
  if (capacity_ <= kept.capacity || capacity_ > kMostKept) {
    std::free(begin_);
    return;
  }
  std::free(kept.begin);
  kept.begin = begin_;
  kept.capacity = capacity_;
}

void Writer::bound() {
  const std::size_t most = is_bounded() ? std::min(capacity_, max_buffer_) : capacity_;
  limit_ = begin_ + std::max(most, text().size());
}

void Writer::set_limit(std::size_t max_buffer, bool auto_flush) {
  max_buffer_ = max_buffer;
  auto_flush_ = auto_flush;
  bound();
}

void Writer::reserve(std::size_t bytes) {
  const std::size_t held = text().size();
  bytes = std::min(bytes, max_buffer_ > held ? max_buffer_ - held : 0);
  if (capacity_ - held < bytes) grow(held + bytes);
}

void Writer::grow(std::size_t needed) {
  const std::size_t held = text().size();
  if (capacity_ == 0 && kept.capacity >= needed) {
    begin_ = end_ = std::exchange(kept.begin, nullptr);
    capacity_ = std::exchange(kept.capacity, 0);
    return bound();
  }
  const std::size_t capacity = std::max({needed, kFirstBuffer, 2 * capacity_});
  char* grown = static_cast<char*>(std::realloc(begin_, capacity));
  if (grown == nullptr) throw std::bad_alloc();
  begin_ = grown;
  end_ = grown + held;
  capacity_ = capacity;
  bound();
}

void Writer::pass_on() {
  if (end_ != begin_) target_->write(text());
  sent_bytes_ += text().size();
  end_ = begin_;
  bound();
}

Writer& Writer::raw_slow(std::string_view bytes) {
  if (is_bounded() && text().size() + bytes.size() > max_buffer_) {
    if (!auto_flush_)
      throw std::length_error("the page's buffer of " + in_words(max_buffer_) + " is full, and autoFlush is \"false\"");
    pass_on();
    if (bytes.size() >= max_buffer_) {
      target_->write(bytes);
      sent_bytes_ += bytes.size();
      return *this;
    }
  }
  const std::size_t needed = text().size() + bytes.size();
  if (capacity_ < needed) grow(needed);
  std::memcpy(end_, bytes.data(), bytes.size());
  end_ += bytes.size();
  bound();
  return *this;
}

Writer& Writer::literal(const Text& text) { return raw(text); }

void Writer::clear() {
  end_ = begin_ + mark_;
  bound();
}

void Writer::flush() {
  if (!is_bounded()) return;
  // The target may throw to end the page.
  struct Flushing {
    bool& flag;
    ~Flushing() { flag = false; }
  } const flushing{is_flushing_};
  is_flushing_ = true;
  pass_on();
  target_->flush();
}

Capture::Capture(Writer& out, bool is_value)
    : out_(out), outer_mark_(out.mark_), outer_escapes_(out.escapes_), outer_url_start_(out.url_start_) {
  out.escapes_ = out.escapes_ && !is_value;
  out.mark_ = out.text().size();
  ++out.captures_;
  out.bound();
}

Capture::~Capture() {
  out_.end_ = out_.begin_ + out_.mark_;
  out_.mark_ = outer_mark_;
  out_.escapes_ = outer_escapes_;
  out_.url_start_ = outer_url_start_;
  --out_.captures_;
  out_.bound();
}

std::string_view Capture::text() const { return out_.text().substr(out_.mark_); }

std::string Capture::take() {
  std::string taken(text());
  out_.clear();
  return taken;
}

}  // namespace quire
