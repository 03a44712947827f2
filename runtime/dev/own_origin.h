#ifndef QUIRE_RUNTIME_DEV_OWN_ORIGIN_H_
#define QUIRE_RUNTIME_DEV_OWN_ORIGIN_H_

#include "runtime/http/request_head.h"

#include <optional>
#include <string>

namespace quire {

/// Host and port as the client wrote them; the Host must be an allowed one.
std::string authority_of(const http::RequestHead& head);

/// Whether a request for the development server's own resources comes from
/// elsewhere than its own pages, its author's address bar, or a tool that is
/// no browser; then why it is refused. Browsers tell by `Origin` and
/// `Sec-Fetch-Site` (Fetch Metadata Request Headers), which scripts cannot
/// forge. What `does_something` must name its origin, and carry the header
/// `X-Quire`, which no page of another origin can send unasked.
std::optional<std::string> refuse_other_origins(const http::RequestHead& head, bool does_something);

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_OWN_ORIGIN_H_
