#ifndef QUIRE_RUNTIME_HTTP_LIMITS_H_
#define QUIRE_RUNTIME_HTTP_LIMITS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace quire::http {

/// What a client may ask of a connection. Sizes are octets; the status in
/// each comment is the answer to a request that goes past.
struct Limits {
  /// Request line with its CR LF: 414.
  std::size_t request_line = 8 * 1024;
  /// Everything up to the blank line, and it: 431.
  std::size_t head = 16 * 1024;
  /// Field lines of a head, and of a chunked body's trailers: 431.
  std::size_t fields = 100;
  /// Body, decoded: 413.
  std::uint64_t body = 2 * 1024 * 1024;
  /// All chunk extensions of a body together: 400.
  std::size_t chunk_extensions = 4 * 1024;
  /// All trailer lines together: 431.
  std::size_t trailers = 8 * 1024;

  /// From a head's first octet to its last: 408. Also how long a new
  /// connection may stay silent, which closes it without an answer.
  std::chrono::milliseconds head_timeout{20'000};
  /// Between two requests of a connection: closed without an answer.
  std::chrono::milliseconds idle_timeout{60'000};
  /// From a body's first octet to its last: 408.
  std::chrono::milliseconds body_timeout{120'000};
  /// While the client takes nothing of what is ready for it: closed.
  std::chrono::milliseconds write_timeout{60'000};
  /// How long, and how much, is read and dropped after the last answer, so
  /// that the client reads it before it sees a reset.
  std::chrono::milliseconds linger_timeout{2'000};
  std::size_t linger_bytes = 1024 * 1024;
};

/// Why a message is not accepted: the status to answer and a sentence without
/// full stop. Status 0 means that nothing is wrong.
struct Refusal {
  int status = 0;
  const char* reason = "";
  explicit operator bool() const { return status != 0; }
};

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_LIMITS_H_
