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
  /// The decoded body, unless it is a form or the page reads it itself: 413.
  std::uint64_t body = 2 * 1024 * 1024;
  /// A body of the type `application/x-www-form-urlencoded`, and all parts of `multipart/form-data` together
  /// that are not files: 413.
  std::uint64_t form = 2 * 1024 * 1024;
  /// A body of the type `multipart/form-data`, with its files: 413.
  std::uint64_t upload = 100 * 1024 * 1024;
  /// The number of parameters in a query, and in a form: 400 and 413.
  std::size_t params = 1'000;
  /// The number of parts of `multipart/form-data`: 413.
  std::size_t parts = 1'000;
  /// The head of each part: 431.
  std::size_t part_head = 8 * 1024;
  /// How much of a body, or of a file in it, is kept in memory. Larger ones are in a temporary file.
  std::size_t body_memory = 64 * 1024;
  /// All chunk extensions of a body together: 400.
  std::size_t chunk_extensions = 4 * 1024;
  /// All trailer lines together: 431.
  std::size_t trailers = 8 * 1024;

  /// How much of a response may wait in a temporary file for a slow client. The page then waits.
  std::uint64_t spill = 256 * 1024 * 1024;

  /// From the first octet of a head to its last: 408. Also how long a new connection may stay
  /// silent; it is then closed without an answer.
  std::chrono::milliseconds head_timeout{20'000};
  /// Between two requests on a connection; it is then closed without an answer.
  std::chrono::milliseconds idle_timeout{60'000};
  /// How long a client that sends a body may fall behind `body_rate`: 408. Does not count while a page
  /// that reads the body does something else.
  std::chrono::milliseconds body_timeout{30'000};
  /// In octets per second; 0 for any that is above none.
  std::uint64_t body_rate = 500;
  /// How long a client may fall behind `write_rate` while data is ready for it; the connection is then
  /// closed.
  std::chrono::milliseconds write_timeout{60'000};
  /// In octets per second; 0 for any that is above none.
  std::uint64_t write_rate = 500;
  /// How long, and how much, input is read and discarded after the last answer, so that the client
  /// reads the answer before it sees a reset.
  std::chrono::milliseconds linger_timeout{5'000};
  std::uint64_t linger_bytes = 64 * 1024 * 1024;

  /// Connections of one address; those beyond are refused with 503. Loopback addresses are exempt, and
  /// 0 means any number.
  std::size_t connections_per_address = 256;
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
