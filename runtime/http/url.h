#ifndef QUIRE_RUNTIME_HTTP_URL_H_
#define QUIRE_RUNTIME_HTTP_URL_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire::http {

/// Decoded names and values, in the order of the text; names may be repeated.
using Parameters = std::vector<std::pair<std::string, std::string>>;

inline constexpr std::size_t kMaxParameters = 10'000;

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

/// Decodes `%XX`. Returns nullopt if a percent sign is not followed by two hexadecimal digits.
std::optional<std::string> percent_decode(std::string_view text);

/// Appends the parameters of a query or of an `application/x-www-form-urlencoded` body; `+` stands
/// for a space. Returns false (answer 400) if a percent sign is not followed by two hexadecimal
/// digits, since guessing would hide what a filter in front has seen, or if `into` would have more
/// than `limit` parameters. Values are octets, and need not be valid UTF-8.
bool parse_form(std::string_view text, Parameters& into, std::size_t limit = kMaxParameters);

/// Encodes everything except unreserved characters and `/`: for a path.
std::string encode_path(std::string_view text);
/// Encodes everything except unreserved characters: for a name or value in a query, or for one
/// segment of a path.
std::string encode_component(std::string_view text);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_URL_H_
