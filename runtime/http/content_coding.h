#ifndef QUIRE_RUNTIME_HTTP_CONTENT_CODING_H_
#define QUIRE_RUNTIME_HTTP_CONTENT_CODING_H_

#include "runtime/http/request_head.h"

#include <functional>
#include <optional>
#include <string_view>

namespace quire::http {

/// How content is encoded for transfer (RFC 9110 section 8.4.1), best first.
enum class ContentCoding : unsigned char { kBrotli, kZstd, kGzip, kIdentity };

/// The name in Content-Encoding: `br`, `zstd`, `gzip`, `identity`.
std::string_view name_of(ContentCoding coding);

/// Which of the available codings a request prefers (section 12.5.3): the one with the highest
/// weight; of equal ones, the first in the enumeration. `identity` is always available, and is
/// chosen if the request has no Accept-Encoding. Returns nullopt if the client refuses all that are
/// available.
std::optional<ContentCoding> choose_coding(const RequestHead& request,
                                           const std::function<bool(ContentCoding)>& is_there);

/// Whether the client accepts content that is not encoded.
bool accepts_identity(const RequestHead& request);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_CONTENT_CODING_H_
