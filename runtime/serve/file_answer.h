#ifndef QUIRE_RUNTIME_SERVE_FILE_ANSWER_H_
#define QUIRE_RUNTIME_SERVE_FILE_ANSWER_H_

#include "runtime/app/webapp.h"
#include "runtime/http/serializer.h"
#include "runtime/net/exchange.h"

#include <memory>

namespace quire {

/// Answers with a static file: its type, `Last-Modified` and `ETag`, the available encoding that the client
/// prefers, conditions, and ranges of the unencoded file (RFC 9110), several of them as
/// `multipart/byteranges`. A large file is compressed aside, so that the loop does not wait, and the
/// answer then follows later. Browsers may cache the file forever if it is requested by its current
/// version; they must revalidate it if it is requested by another version, or with `revalidate`, by none.
/// `head` has the status and the fields that are known already; conditions and ranges apply only to
/// status 200. Returns 0, or if there is no answer, the status of an answer that says why: 404, or 503
/// if the server has run out of descriptors or memory, so that the file may be there.
int answer_with_file(const std::shared_ptr<net::Exchange>& exchange, const SiteFiles& files, const Route& route,
                     bool revalidate, const http::ResponseHead& head = {});

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_FILE_ANSWER_H_
