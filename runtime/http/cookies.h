#ifndef QUIRE_RUNTIME_HTTP_COOKIES_H_
#define QUIRE_RUNTIME_HTTP_COOKIES_H_

#include <quire/response.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire::http {

/// A cookie that a client sent: name and value, views into the field.
using CookieView = std::pair<std::string_view, std::string_view>;

/// Appends the cookies of one `Cookie` field, in its order; call it for each
/// such field. Lenient, as RFC 6265 section 5 asks: pieces without `=` or
/// without a name are dropped, quotes around a value are taken off, and equal
/// names are kept, the first being the one to trust.
void parse_cookies(std::string_view field, std::vector<CookieView>& into);

/// The value of a `Set-Cookie` field. Nothing when a part is outside RFC
/// 6265's grammar for servers: a name that is no token, a value with blanks,
/// quotes, commas, semicolons or backslashes, a path or domain with control
/// characters or semicolons, or a `same_site` other than `Lax`, `Strict`,
/// `None` and empty. An empty path writes no attribute.
std::optional<std::string> serialize_cookie(const Cookie& cookie);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_COOKIES_H_
