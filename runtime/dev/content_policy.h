#ifndef QUIRE_RUNTIME_DEV_CONTENT_POLICY_H_
#define QUIRE_RUNTIME_DEV_CONTENT_POLICY_H_

#include "runtime/http/serializer.h"

#include <string>
#include <string_view>

namespace quire {

/// Amends the Content-Security-Policy fields of a page's head, where it has
/// any, so that the development server's script may be loaded, fetch and start
/// its worker: by a source that names `/_quire/` of this server alone, so that
/// for everything else the policy stays what the page's author wrote.
/// `authority` is the request's host and port, `nonce` the page's own or
/// empty. Returns the nonce that the script's element must carry; empty for
/// none. (Content Security Policy Level 3.)
std::string admit_client(http::ResponseHead& head, std::string_view authority, std::string nonce);

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_CONTENT_POLICY_H_
