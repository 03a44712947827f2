#ifndef QUIRE_RUNTIME_DEV_OWN_ORIGIN_H_
#define QUIRE_RUNTIME_DEV_OWN_ORIGIN_H_

#include "runtime/http/request_head.h"

#include <optional>
#include <string>

namespace quire {

/// Host and port as the client wrote them. The host must already have been checked.
std::string authority_of(const http::RequestHead& head);

/// The reason to refuse a request for the development server's own resources; nullopt if it
/// comes from the server's own pages, the author's address bar, or a tool that is not a
/// browser. Browsers indicate this by `Origin` and `Sec-Fetch-Site` (Fetch Metadata Request
/// Headers), which scripts cannot forge. A request that `does_something` must have an
/// `Origin`, and the header `X-Quire`, which pages of other origins cannot send without
/// permission.
std::optional<std::string> refuse_other_origins(const http::RequestHead& head, bool does_something);

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_OWN_ORIGIN_H_
