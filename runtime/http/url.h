#ifndef QUIRE_RUNTIME_HTTP_URL_H_
#define QUIRE_RUNTIME_HTTP_URL_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace quire::http {

/// The single path by which a request's target is known from here on:
///
///     canonical_path("/shop//a%20b/../cart;jsessionid=1");  // "/shop/cart"
///
/// Decodes once, drops the path parameters (`;…`) of each segment, merges repeated slashes, and
/// resolves `.` and `..`; a dot segment at the end leaves no slash. The result begins with `/` and
/// is valid UTF-8 without control characters. Returns nullopt (answer 400) if the path does not
/// begin with `/`; a percent sign is not followed by two hexadecimal digits; a slash or backslash
/// is encoded, or there is any backslash at all; there is a control character, encoded or not; it
/// is not valid UTF-8; `..` leads above the root; or a dot segment, or an empty one before the end,
/// has parameters, because servers in front of this one disagree about those.
std::optional<std::string> canonical_path(std::string_view path);
/// The same, into `out`, whose memory is used again. Returns false instead of nullopt; `out` then has no meaning.
bool canonical_path(std::string_view path, std::string& out);

/// Decodes `%XX`. Returns nullopt if a percent sign is not followed by two hexadecimal digits.
std::optional<std::string> percent_decode(std::string_view text);

/// Whether some request's target has this canonical path.
bool is_canonical(std::string_view path);

/// Encodes what browsers encode in a path, and `;`, which would begin parameters: the letters, digits and
/// marks that RFC 3986 allows in a segment (`pchar`), and `/`, stay. The result equals what browsers send
/// for such a link, which the paths of cookies are compared with.
std::string encode_path(std::string_view text);
/// Encodes everything except unreserved characters: for a name or value in a query, or for one
/// segment of a path.
std::string encode_component(std::string_view text);
/// A URI reference (RFC 3986, 4.1) from text that is nearly one: encodes the characters that a URI
/// cannot contain where they are, such as spaces, quotes and everything that is not ASCII, and
/// percent signs that encode nothing. Returns nullopt if there is a control character, which
/// browsers would drop.
std::optional<std::string> encode_uri(std::string_view text);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_URL_H_
