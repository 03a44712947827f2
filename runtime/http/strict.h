#ifndef QUIRE_RUNTIME_HTTP_STRICT_H_
#define QUIRE_RUNTIME_HTTP_STRICT_H_

#include "runtime/http/limits.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace quire::http {

/// A field of a message, as views into the text that was parsed.
struct FieldView {
  std::string_view name;
  std::string_view value;
};

/// What a head says about its message, as views into the head.
struct HeadFacts {
  std::string_view method;
  std::string_view target;
  /// The target's path, not decoded; `*` for the asterisk-form, `/` for an absolute-form without a
  /// path.
  std::string_view path;
  /// What follows `?`, not decoded; `has_query` distinguishes an empty query from none.
  std::string_view query;
  bool has_query = false;
  /// 0 or 1, for HTTP/1.0 and HTTP/1.1.
  int version_minor = 1;
  /// From the target if it has one, otherwise from the Host field (RFC 9112 section 3.2.2); without
  /// the port, and with the brackets of an IPv6 address. Empty if neither is given.
  std::string_view host;
  /// -1 if none is given.
  int port = -1;
  /// At most one of these two gives the length of the body.
  std::optional<std::uint64_t> content_length;
  bool chunked = false;
  /// Whether the client wants to keep the connection open after this message.
  bool keep_alive = true;
  bool expect_continue = false;
};

/// Checks a whole head, from the request line to the blank line, for everything that makes two
/// readers disagree about where a message ends or whom it is for, and fills `facts` and `fields`;
/// after a refusal, both are meaningless. Refused (RFC 9112): lines that do not end in CR LF, a method or field name
/// that is not a token, spaces before the colon, folded lines, control characters, a target that is neither origin-form
/// nor absolute-form (`*` only for OPTIONS), CONNECT (501), versions other than 1.0 and 1.1 (505), a Host field that is
/// missing, repeated or invalid, Transfer-Encoding other than a single field `chunked` (501 for another coding), or in
/// HTTP/1.0, or together with Content-Length, a Content-Length that is repeated or not a number, and an Expect other
/// than `100-continue` (417). Upgrade is ignored.
///
/// Paths and queries have the characters of RFC 3986. The others that browsers leave unencoded in
/// queries, such as `[` and `|`, are refused as well: readers disagree about them. Whether a `%` begins an
/// encoded octet is not checked here.
Refusal check_head(std::string_view head, HeadFacts& facts, std::vector<FieldView>& fields);

/// Checks a field line without its CR LF, and splits it; the value is trimmed. Also for trailers.
Refusal check_field_line(std::string_view line, std::string_view& name, std::string_view& value);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_STRICT_H_
