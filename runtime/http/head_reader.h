#ifndef QUIRE_RUNTIME_HTTP_HEAD_READER_H_
#define QUIRE_RUNTIME_HTTP_HEAD_READER_H_

#include "runtime/http/limits.h"

#include <string_view>

namespace quire::http {

/// Finds the end of a request's head, in whatever pieces its octets arrive.
///
///     HeadReader reader(limits);
///     buffer.append(received);
///     if (reader.scan(buffer) == HeadReader::State::kComplete)
///       use(buffer.substr(reader.skipped(), reader.length() - reader.skipped()));
///
/// Pass each call everything received since the message's first octet; it looks only at what is
/// new. The result does not depend on how the octets were divided. Lines must end in CR LF; one CR
/// LF before the request line is skipped (RFC 9112 section 2.2). The content of the lines is
/// checked by `check_head`.
class HeadReader {
 public:
  enum class State : unsigned char {
    kNeedMore,
    kComplete,
    /// The first line of an HTTP/2 connection (RFC 9113 section 3.4).
    kHttp2Preface,
    kRefused,
  };

  /// `limits` must outlive the reader.
  explicit HeadReader(const Limits& limits) : limits_(&limits) {}

  State scan(std::string_view gathered);
  /// The number of octets from the message's first to the end of the head's blank line; valid once
  /// complete.
  std::size_t length() const { return scanned_; }
  /// The number of octets before the request line: 0 or 2.
  std::size_t skipped() const { return skipped_; }
  /// Valid once the head is refused: 400, 414 or 431.
  const Refusal& refusal() const { return refusal_; }
  /// Starts over, for the next message.
  void reset() { *this = HeadReader(*limits_); }

 private:
  State refuse(int status, const char* reason);

  const Limits* limits_;
  std::size_t scanned_ = 0;
  std::size_t line_start_ = 0;
  std::size_t lines_ = 0;
  std::size_t skipped_ = 0;
  bool started_ = false;
  Refusal refusal_;
};

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_HEAD_READER_H_
