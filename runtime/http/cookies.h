#ifndef QUIRE_RUNTIME_HTTP_COOKIES_H_
#define QUIRE_RUNTIME_HTTP_COOKIES_H_

#include <quire/response.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire::http {

/// A cookie sent by a client: name and value, as views into the field.
using CookieView = std::pair<std::string_view, std::string_view>;

/// Appends the cookies of one `Cookie` field in order; call it for each such field. Lenient, as RFC
/// 6265 section 5 requires: pieces without `=` or without a name are dropped, quotes around a value
/// are removed, and cookies with equal names are all kept; the first is the one to trust.
void parse_cookies(std::string_view field, std::vector<CookieView>& into);

/// Returns the value of a `Set-Cookie` field, or nullopt if a part violates RFC 6265's grammar for
/// servers: a name that is not a token, a value with spaces, quotes, commas, semicolons or
/// backslashes, a path or domain with control characters or semicolons, or a `same_site` other than
/// `Lax`, `Strict`, `None` or empty. No attribute is written for an empty path.
std::optional<std::string> serialize_cookie(const Cookie& cookie);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_COOKIES_H_
