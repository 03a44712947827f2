#ifndef QUIRE_WRITER_H_
#define QUIRE_WRITER_H_

#include <quire/abi.h>

#include <cstddef>
#include <cstring>
#include <string_view>

namespace quire {

/// Where a writer's bytes go when its buffer is flushed or grows past its
/// limit: the response of a request, or nothing for a writer that only keeps.
class WriterTarget {
 public:
  /// Takes `bytes`, which are valid during the call only. May throw to end the
  /// page, as when the client has gone.
  virtual void write(std::string_view bytes) = 0;
  /// Sends on what was written so far.
  virtual void flush() = 0;

 protected:
  ~WriterTarget() = default;
};

/// A page's output: one growable buffer of bytes.
///
///     out << user.name;      // escaped as HTML text
///     out.raw("<br>");       // as it is
///
/// Nothing reaches the target before `flush` or before the buffer holds
/// `max_buffer` bytes, so a late redirect can still take everything back.
/// Not thread-safe; belongs to one request.
class QUIRE_API Writer {
 public:
  static constexpr std::size_t kDefaultMaxBuffer = std::size_t{1} << 20;

  /// A writer without a target only collects; `text()` reads it.
  explicit Writer(WriterTarget* target = nullptr, std::size_t max_buffer = kDefaultMaxBuffer);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Appends bytes as they are.
  Writer& raw(std::string_view bytes) {
    if (static_cast<std::size_t>(limit_ - end_) < bytes.size()) return raw_slow(bytes);
    if (!bytes.empty()) std::memcpy(end_, bytes.data(), bytes.size());
    end_ += bytes.size();
    return *this;
  }

  /// Appends one of a page's own texts. Not inline: every page has many.
  Writer& literal(const Text& text);

  /// Appends text with `& < > " '` as character references.
  Writer& escape_html(std::string_view text);

  /// Prints any printable value, escaped as HTML text; see `<quire/print.h>`.
  template <class T>
  Writer& operator<<(const T& value);

  /// Hands what was written to the target and tells it to send.
  /// Does nothing in a writer without a target.
  void flush();
  /// Takes back what has not been handed to the target.
  void clear() { end_ = begin_; }
  /// What has not been handed to the target; valid until the next call.
  std::string_view text() const { return {begin_, static_cast<std::size_t>(end_ - begin_)}; }
  /// Makes room for `bytes` more, at most `max_buffer`: a hint.
  void reserve(std::size_t bytes);

 private:
  Writer& raw_slow(std::string_view bytes);
  void grow(std::size_t needed);

  char* begin_ = nullptr;
  char* end_ = nullptr;
  char* limit_ = nullptr;
  WriterTarget* target_;
  std::size_t max_buffer_;
};

}  // namespace quire

#endif  // QUIRE_WRITER_H_
