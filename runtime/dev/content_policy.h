#ifndef QUIRE_RUNTIME_DEV_CONTENT_POLICY_H_
#define QUIRE_RUNTIME_DEV_CONTENT_POLICY_H_

#include "runtime/http/serializer.h"

#include <string>
#include <string_view>

namespace quire {

/// Amends the Content-Security-Policy fields of a page's head, if there are any, so that the
/// development server's script can be loaded, fetch, and start its worker. The added source
/// covers only `/_quire/` on this server, so that the policy is unchanged for everything
/// else. `authority` is the request's host and port; `nonce` is the page's own, or empty.
/// Returns the nonce that the script element must have; empty for none. (Content Security
/// Policy Level 3.)
std::string admit_client(http::ResponseHead& head, std::string_view authority, std::string nonce);

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_CONTENT_POLICY_H_
