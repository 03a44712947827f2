#ifndef QUIRE_RUNTIME_HTTP_AUTHORITY_H_
#define QUIRE_RUNTIME_HTTP_AUTHORITY_H_

#include <optional>
#include <string_view>

namespace quire::http {

/// A host and, if given, a port; views into the text that was parsed.
struct Authority {
  /// As written, with the brackets of an IPv6 address; may be empty.
  std::string_view host;
  /// -1 if there is none.
  int port = -1;
};

/// Parses the value of a Host field or the authority of a request target (RFC 3986 section 3.2.2,
/// without user information). Returns nullopt if it is invalid. Stricter than the grammar, because
/// names serve as keys: no empty labels except after a trailing dot, no hyphen at either end of a
/// label, no `*`, no IPvFuture, and ports only up to 65535.
std::optional<Authority> parse_authority(std::string_view text);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_AUTHORITY_H_
