#ifndef QUIRE_RUNTIME_HTTP_URL_H_
#define QUIRE_RUNTIME_HTTP_URL_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire::http {

/// Decoded names and values, in the order of the text; names may repeat.
using Parameters = std::vector<std::pair<std::string, std::string>>;

inline constexpr std::size_t kMaxParameters = 10'000;

/// The one path by which a request's target is known from here on:
///
///     canonical_path("/shop//a%20b/../cart;jsessionid=1");  // "/shop/cart"
///
/// Decodes once, drops path parameters (`;…`) of each segment, joins runs of
/// slashes, and resolves `.` and `..`; a dot segment at the end leaves no
/// slash. The result begins with `/` and is UTF-8 without control characters.
/// Nothing (answer 400) when: it does not begin with `/`; a percent sign lacks
/// its two digits; a slash or backslash is encoded, or a backslash is there at
/// all; a control character is there, encoded or not; it is not UTF-8; `..`
/// climbs out; a dot segment or an empty one inside carries parameters, for
/// servers before this one disagree about those.
std::optional<std::string> canonical_path(std::string_view path);

/// `%XX` to octets; nothing for a percent sign without two digits.
std::optional<std::string> percent_decode(std::string_view text);

/// Appends the parameters of a query or of an
/// `application/x-www-form-urlencoded` body; `+` is a blank. Returns false
/// (answer 400) for a percent sign without two digits, since guessing would
/// hide what a filter ahead has seen, and past `limit` parameters in `into`.
/// Values are octets: nothing checks that they are UTF-8.
bool parse_form(std::string_view text, Parameters& into, std::size_t limit = kMaxParameters);

/// Encodes everything but unreserved characters and `/`: for a path.
std::string encode_path(std::string_view text);
/// Encodes everything but unreserved characters: for a name or value in a
/// query, or one segment of a path.
std::string encode_component(std::string_view text);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_URL_H_
