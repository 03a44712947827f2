#ifndef QUIRE_RUNTIME_HTTP_SERIALIZER_H_
#define QUIRE_RUNTIME_HTTP_SERIALIZER_H_

#include "runtime/http/field_list.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quire::http {

/// The status and fields of a response, in the order in which they are sent. Framing is not the
/// handler's business: Connection, Transfer-Encoding and Content-Length among the fields are
/// dropped, except a Content-Length that gives the size of a body that is not sent (HEAD, 304).
struct ResponseHead {
  int status = 200;
  FieldList fields = {};
  /// Adds `X-Content-Type-Options: nosniff`, so that browsers believe the Content-Type.
  bool is_nosniff = false;

  /// The value of the first field with that name, ignoring case.
  std::optional<std::string_view> find(std::string_view name) const { return fields.find(name); }
  void set(std::string_view name, std::string_view value) { fields.set(name, value); }
  void add(std::string_view name, std::string_view value) { fields.add(name, value); }
};

/// How the client recognizes the end of the body, and what happens to the connection then.
struct Framing {
  enum class Body : unsigned char {
    kContentLength,
    kChunked,
    /// The body ends with the connection, as for HTTP/1.0.
    kUntilClose,
    /// No body, and no Content-Length of ours: HEAD with unknown size, 204, 304.
    kNone,
  };
  Body body = Body::kContentLength;
  std::uint64_t content_length = 0;
  bool keep_alive = true;
  /// The minor version of the request: an HTTP/1.0 client must be told that the connection stays
  /// open.
  int version_minor = 1;
  /// Whether a Content-Length among the handler's fields is sent.
  bool keep_content_length = false;
};

/// Whether the name is a token and the value has no control characters, so that sending them cannot
/// start another field or message.
bool is_valid_field(std::string_view name, std::string_view value);

/// Appends a whole response head with its blank line. The status line, Date (unless a field has
/// it), framing and Connection are ours. Invalid fields are left out, and false is returned, so
/// that the caller can report it.
bool serialize_head(const ResponseHead& head, const Framing& framing, std::string& out);

/// Appends `bytes` as one chunk; if there are none, appends nothing, because an empty chunk would
/// end the body.
void append_chunk(std::string_view bytes, std::string& out);
inline constexpr std::string_view kLastChunk = "0\r\n\r\n";

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_SERIALIZER_H_
