#ifndef QUIRE_RUNTIME_PAGE_CSP_NONCE_H_
#define QUIRE_RUNTIME_PAGE_CSP_NONCE_H_

#include <string>

namespace quire {

/// 128 random bits from the system, in base64, for the Content-Security-Policy and the
/// elements of a single response.
std::string new_csp_nonce();

}  // namespace quire

#endif  // QUIRE_RUNTIME_PAGE_CSP_NONCE_H_
