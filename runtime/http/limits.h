#ifndef QUIRE_RUNTIME_HTTP_LIMITS_H_
#define QUIRE_RUNTIME_HTTP_LIMITS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace quire::http {

/// The limits for a client. Sizes are in octets; the status in each comment is the answer to a
/// request that exceeds the limit.
struct Limits {
  /// The request line with its CR LF: 414.
  std::size_t request_line = 8 * 1024;
  /// Everything up to and including the blank line: 431.
  std::size_t head = 16 * 1024;
  /// The number of field lines in a head, and in the trailers of a chunked body: 431.
  std::size_t fields = 100;
  /// The decoded body: 413.
  std::uint64_t body = 2 * 1024 * 1024;
  /// All chunk extensions of a body together: 400.
  std::size_t chunk_extensions = 4 * 1024;
  /// All trailer lines together: 431.
  std::size_t trailers = 8 * 1024;

  /// From the first octet of a head to its last: 408. Also how long a new connection may stay
  /// silent; it is then closed without an answer.
  std::chrono::milliseconds head_timeout{20'000};
  /// Between two requests on a connection; it is then closed without an answer.
  std::chrono::milliseconds idle_timeout{60'000};
  /// From the first octet of a body to its last: 408.
  std::chrono::milliseconds body_timeout{120'000};
  /// While the client accepts none of the data that is ready for it; the connection is then closed.
  std::chrono::milliseconds write_timeout{60'000};
  /// How long, and how much, input is read and discarded after the last answer, so that the client
  /// reads the answer before it sees a reset.
  std::chrono::milliseconds linger_timeout{2'000};
  std::size_t linger_bytes = 1024 * 1024;
};

/// Why a message is refused: the status of the answer, and a phrase without a full stop. Status 0
/// means that the message is accepted.
struct Refusal {
  int status = 0;
  const char* reason = "";
  explicit operator bool() const { return status != 0; }
};

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_LIMITS_H_
