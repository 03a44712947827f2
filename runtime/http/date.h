#ifndef QUIRE_RUNTIME_HTTP_DATE_H_
#define QUIRE_RUNTIME_HTTP_DATE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quire::http {

/// Formats a time as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 section 5.6.7). `time` is in seconds
/// since 1970, in the years 1 to 9999.
std::string format_date(std::int64_t time);

/// The current time in that format, computed at most once a second by each thread. The view is
/// valid until the calling thread's next call.
std::string_view date_now();

/// The field with that time, `Date: …` and CR LF; valid as long.
std::string_view date_field();

/// Parses any of the three formats that RFC 9110 lets clients send, all of them in GMT. A two-digit
/// year more than fifty years after `now` is taken to be in the previous century. Returns nullopt
/// if the text is malformed.
std::optional<std::int64_t> parse_date(std::string_view text, std::int64_t now);
std::optional<std::int64_t> parse_date(std::string_view text);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_DATE_H_
