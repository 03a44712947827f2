#ifndef QUIRE_RUNTIME_HTTP_SERIALIZER_H_
#define QUIRE_RUNTIME_HTTP_SERIALIZER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire::http {

/// A response's status and fields, in the order they are sent. Framing is not
/// the handler's business: Connection, Transfer-Encoding and Content-Length
/// among the fields are dropped, the last kept only where it tells the size
/// of a body that is not sent (HEAD, 304).
struct ResponseHead {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> fields = {};

  /// The first field of that name, in any case of letters; null without one.
  const std::string* find(std::string_view name) const;
  void set(std::string_view name, std::string_view value);
  void add(std::string_view name, std::string_view value) { fields.emplace_back(name, value); }
};

/// How the client learns where the body ends, and what becomes of the
/// connection then.
struct Framing {
  enum class Body : unsigned char {
    kContentLength,
    kChunked,
    /// The body ends with the connection, as for HTTP/1.0.
    kUntilClose,
    /// No body and no Content-Length of ours: HEAD of unknown size, 204, 304.
    kNone,
  };
  Body body = Body::kContentLength;
  std::uint64_t content_length = 0;
  bool keep_alive = true;
  /// Of the request: an HTTP/1.0 client must be told that its connection stays.
  int version_minor = 1;
  /// A Content-Length among the handler's fields is sent on.
  bool keep_content_length = false;
};

/// Whether a name is a token and a value free of control characters, so that
/// sending them cannot begin another field or message.
bool is_valid_field(std::string_view name, std::string_view value);

/// Appends a whole response head with its blank line. The status line, Date
/// (unless a field gives it), framing and Connection are ours. Fields that are
/// not valid are left out: returns false then, for the caller to complain.
bool serialize_head(const ResponseHead& head, const Framing& framing, std::string& out);

/// Appends `bytes` as one chunk; nothing for none, which would end the body.
void append_chunk(std::string_view bytes, std::string& out);
inline constexpr std::string_view kLastChunk = "0\r\n\r\n";

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_SERIALIZER_H_
