#ifndef QUIRE_RUNTIME_HTTP_BODY_FORM_H_
#define QUIRE_RUNTIME_HTTP_BODY_FORM_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire::http {

/// Decoded names and values, in the order of the text; names may be repeated.
using Parameters = std::vector<std::pair<std::string, std::string>>;

inline constexpr std::size_t kMaxParameters = 1'000;

/// Appends the parameters of a query or of an `application/x-www-form-urlencoded` body, exactly as the
/// URL standard decodes them (URL, section 5.1): `&` separates, `+` stands for a space, a percent sign
/// that is not followed by two hexadecimal digits stands for itself, and what is not valid UTF-8 becomes
/// U+FFFD. Returns false if `into` would have more than `limit` parameters.
bool parse_form(std::string_view text, Parameters& into, std::size_t limit = kMaxParameters);

/// Whether a Content-Type has this media type, such as `multipart/form-data`, with or without parameters.
bool is_media_type(std::string_view content_type, std::string_view type);

/// Decodes UTF-8 as browsers do (Encoding, section 8.1.1): each longest beginning of a character that is
/// not completed becomes one U+FFFD.
std::string decode_lossy_utf8(std::string text);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_BODY_FORM_H_
