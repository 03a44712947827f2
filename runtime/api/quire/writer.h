#ifndef QUIRE_WRITER_H_
#define QUIRE_WRITER_H_

#include <quire/abi.h>

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace quire {

class Capture;

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
/// While a `Capture` stands, nothing reaches it at all.
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

  /// Appends text with `& < > " '` as character references; as it is, while a
  /// capture of a value stands.
  Writer& escape_html(std::string_view text);

  /// Prints any printable value, escaped as HTML text; see `<quire/print.h>`.
  template <class T>
  Writer& operator<<(const T& value);

  /// Hands what was written to the target and tells it to send.
  /// Does nothing in a writer without a target, and while a capture stands.
  void flush();
  /// Takes back what has not been handed to the target; while a capture
  /// stands, what was written since the innermost one.
  void clear();
  /// What has not been handed to the target; valid until the next call.
  std::string_view text() const { return {begin_, static_cast<std::size_t>(end_ - begin_)}; }
  /// Makes room for `bytes` more, at most `max_buffer`: a hint.
  void reserve(std::size_t bytes);
  /// How many bytes may wait: with 0, each write goes on at once. Without
  /// `auto_flush`, the write that would be one byte too many throws
  /// `std::length_error` instead, and nothing of it is kept.
  void set_limit(std::size_t max_buffer, bool auto_flush = true);
  /// Whether it hands on now because of `flush`; for the target's own use.
  bool is_flushing() const { return is_flushing_; }
  bool is_captured() const { return captures_ != 0; }

 private:
  friend class Capture;
  Writer& raw_slow(std::string_view bytes);
  void grow(std::size_t needed);
  /// Sets `limit_` by what is allocated and what may wait.
  void bound();
  bool is_bounded() const { return target_ != nullptr && captures_ == 0; }

  char* begin_ = nullptr;
  char* end_ = nullptr;
  /// Up to here `raw` writes without a question; never before `end_`.
  char* limit_ = nullptr;
  std::size_t capacity_ = 0;
  WriterTarget* target_;
  std::size_t max_buffer_;
  /// Where the innermost capture begins; 0 without one.
  std::size_t mark_ = 0;
  unsigned captures_ = 0;
  bool auto_flush_ = true;
  bool is_flushing_ = false;
  bool escapes_ = true;
};

/// Collects what is written to a writer while it lives, instead of sending it.
///
///     quire::Capture body(out);
///     context.include("rows.page");
///     std::string rows = body.take();
///
/// What was not taken is dropped with it; what was is written on only when it
/// has gone. Captures of one writer nest: each
/// must go before those that were made earlier. The writer must outlive it.
class QUIRE_API Capture {
 public:
  /// Of a value, which is escaped where it is printed in the end, nothing is
  /// escaped.
  explicit Capture(Writer& out, bool is_value = false);
  ~Capture();
  Capture(const Capture&) = delete;
  Capture& operator=(const Capture&) = delete;

  /// What was written since the capture's beginning or the last `take`; the
  /// writer forgets it.
  std::string take();
  /// The same, left where it is: valid until the next write.
  std::string_view text() const;

 private:
  Writer& out_;
  const std::size_t outer_mark_;
  const bool outer_escapes_;
};

}  // namespace quire

#endif  // QUIRE_WRITER_H_
