#ifndef QUIRE_RUNTIME_HTTP_STRICT_H_
#define QUIRE_RUNTIME_HTTP_STRICT_H_

#include "runtime/http/limits.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace quire::http {

/// What a head says about its message; views into the head.
struct HeadFacts {
  std::string_view method;
  std::string_view target;
  /// The target's path, undecoded; `*` for the asterisk-form, `/` for an
  /// absolute-form without one.
  std::string_view path;
  /// What follows `?`, undecoded; `has_query` tells an empty one from none.
  std::string_view query;
  bool has_query = false;
  /// 0 or 1, of HTTP/1.x.
  int version_minor = 1;
  /// Of the target where it has one, else of the Host field (RFC 9112 section
  /// 3.2.2); without the port, IPv6 in brackets. Empty when neither is given.
  std::string_view host;
  /// -1 when none is given.
  int port = -1;
  /// At most one of these two says how long the body is.
  std::optional<std::uint64_t> content_length;
  bool chunked = false;
  /// What the client wants of the connection after this message.
  bool keep_alive = true;
  bool expect_continue = false;
};

/// Checks a whole head, from request line to blank line, for everything that
/// makes two readers disagree about where a message ends or whom it is for,
/// and fills `facts`. Refused (RFC 9112): lines not ended by CR LF, a method
/// or field name that is no token, blanks before the colon, folded lines,
/// control characters, a target that is neither origin-form nor absolute-form
/// (`*` for OPTIONS alone), CONNECT (501), versions other than 1.0 and 1.1
/// (505), Host missing, twice or invalid, Transfer-Encoding other than one
/// field `chunked` (501 for another coding), or in HTTP/1.0, or beside
/// Content-Length, a Content-Length that is repeated or not digits, and an
/// Expect other than `100-continue` (417). Upgrade is ignored.
///
/// Paths may hold what the URL standard leaves unencoded: besides RFC 3986,
/// `|` `[` `]`, and in queries everything visible but `"` `#` `<` `>`.
Refusal check_head(std::string_view head, HeadFacts& facts);

/// Checks a field line without its CR LF and splits it; the value is trimmed.
/// Also for trailers.
Refusal check_field_line(std::string_view line, std::string_view& name, std::string_view& value);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_STRICT_H_
