#ifndef QUIRE_WRITER_H_
#define QUIRE_WRITER_H_

#include <quire/abi.h>
#include <quire/url_start.h>

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace quire {

class Capture;

/// Where a writer's bytes go when its buffer is flushed or grows past its limit: the response to a
/// request.
class WriterTarget {
 public:
  /// Takes `bytes`, which are valid only during the call. May throw to end the page, for example
  /// when the client has gone.
  virtual void write(std::string_view bytes) = 0;
  /// Sends what was written so far.
  virtual void flush() = 0;

 protected:
  ~WriterTarget() = default;
};

/// A page's output: one growable buffer of bytes.
///
///     out << user.name;      // escaped as HTML text
///     out.raw("<br>");       // as it is
///
/// Nothing reaches the target until `flush` is called or the buffer would exceed `max_buffer`
/// bytes, so a late redirect can still discard everything. While there is a `Capture`, nothing
/// reaches it at all. Not thread-safe; belongs to one request.
class QUIRE_API Writer {
 public:
  static constexpr std::size_t kDefaultMaxBuffer = std::size_t{1} << 20;

  /// A writer without a target only collects; read the result with `text()`.
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

  /// Appends text with `& < > " '` replaced by character references, or as it is while a value is
  /// captured.
  Writer& escape_html(std::string_view text);

  /// Prints any printable value, escaped as HTML text; see `<quire/print.h>`.
  template <class T>
  Writer& operator<<(const T& value);

  /// Passes what was written to the target and tells it to send it. Does nothing without a target,
  /// or while there is a capture.
  void flush();
  /// Discards what has not been passed to the target; while there is a capture, what was written
  /// since the innermost one began.
  void clear();
  /// What has not been passed to the target; valid until the next call.
  std::string_view text() const { return {begin_, static_cast<std::size_t>(end_ - begin_)}; }
  /// Makes room for `bytes` more, up to `max_buffer` in all: a hint.
  void reserve(std::size_t bytes);
  /// Sets how many bytes may be buffered: with 0, each write is passed on at once. Without
  /// `auto_flush`, a write that would exceed the limit throws `std::length_error` instead, and none
  /// of it is kept.
  void set_limit(std::size_t max_buffer, bool auto_flush = true);
  /// Whether it is passing bytes on because of `flush`; for use by the target.
  bool is_flushing() const { return is_flushing_; }
  bool is_captured() const { return captures_ != 0; }
  /// Whether `text()` is all that was written.
  bool has_all() const { return sent_bytes_ == 0; }
  /// Whether `escape_html` escapes: not while a value is captured.
  bool escapes() const { return escapes_; }

 private:
  friend class Capture;
  friend class detail::UrlPrinter;
  Writer& raw_slow(std::string_view bytes);
  void grow(std::size_t needed);
  void pass_on();
  /// Sets `limit_` from what is allocated and what may be buffered.
  void bound();
  bool is_bounded() const { return target_ != nullptr && captures_ == 0; }
  std::size_t position() const { return sent_bytes_ + text().size(); }

  char* begin_ = nullptr;
  char* end_ = nullptr;
  /// The end of the room that `raw` uses without further checks; never before `end_`.
  char* limit_ = nullptr;
  std::size_t capacity_ = 0;
  WriterTarget* target_;
  std::size_t max_buffer_;
  /// Where the innermost capture begins; 0 if there is none.
  std::size_t mark_ = 0;
  std::size_t sent_bytes_ = 0;
  detail::UrlStart url_start_;
  unsigned captures_ = 0;
  bool auto_flush_ = true;
  bool is_flushing_ = false;
  bool escapes_ = true;
};

/// Collects what is written to a writer during its lifetime, instead of sending it.
///
///     quire::Capture body(out);
///     context.include("rows.page");
///     std::string rows = body.take();
///
/// What was not taken is discarded with it. To write what was taken to the same writer, end the
/// capture first. Captures of one writer can be nested: each must end before those that were
/// started earlier. The writer must outlive it.
class QUIRE_API Capture {
 public:
  /// If `is_value`, nothing is escaped: a value is escaped where it is finally printed.
  explicit Capture(Writer& out, bool is_value = false);
  ~Capture();
  Capture(const Capture&) = delete;
  Capture& operator=(const Capture&) = delete;

  /// Returns what was written since the capture's beginning or the last `take`, and removes it from
  /// the writer.
  std::string take();
  /// The same, but left in the writer; valid until the next write.
  std::string_view text() const;

 private:
  Writer& out_;
  const std::size_t outer_mark_;
  const bool outer_escapes_;
  const detail::UrlStart outer_url_start_;
};

}  // namespace quire

#endif  // QUIRE_WRITER_H_
