#ifndef QUIRE_RUNTIME_HTTP_CONTENT_CODING_H_
#define QUIRE_RUNTIME_HTTP_CONTENT_CODING_H_

#include "runtime/http/request_head.h"

#include <functional>
#include <optional>
#include <string_view>

namespace quire::http {

/// How content is packed for the way (RFC 9110 section 8.4.1), the best first.
enum class ContentCoding : unsigned char { kBrotli, kZstd, kGzip, kIdentity };

/// As Content-Encoding has it: `br`, `zstd`, `gzip`, `identity`.
std::string_view name_of(ContentCoding coding);

/// Which of the codings that there are a request likes best (section 12.5.3):
/// the one with the highest weight, of equal ones the first of the
/// enumeration. `identity` is always there, and what a client gets that says
/// nothing. Nothing when the client refuses all that there is.
std::optional<ContentCoding> choose_coding(const RequestHead& request,
                                           const std::function<bool(ContentCoding)>& is_there);

/// Whether the client takes content as it is.
bool accepts_identity(const RequestHead& request);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_CONTENT_CODING_H_
