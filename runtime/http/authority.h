#ifndef QUIRE_RUNTIME_HTTP_AUTHORITY_H_
#define QUIRE_RUNTIME_HTTP_AUTHORITY_H_

#include <optional>
#include <string_view>

namespace quire::http {

/// A host and, where one is given, a port; views into what was parsed.
struct Authority {
  /// As written, an IPv6 address with its brackets; may be empty.
  std::string_view host;
  /// -1 when there is none.
  int port = -1;
};

/// Reads the value of a Host field or the authority of a request target
/// (RFC 3986 section 3.2.2, without user information). Nothing when invalid.
/// Stricter than the grammar where names serve as keys: no empty label but
/// one after a last dot, no hyphen at a label's ends, no `*`, no IPvFuture,
/// ports up to 65535.
std::optional<Authority> parse_authority(std::string_view text);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_AUTHORITY_H_
