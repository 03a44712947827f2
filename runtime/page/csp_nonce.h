#ifndef QUIRE_RUNTIME_PAGE_CSP_NONCE_H_
#define QUIRE_RUNTIME_PAGE_CSP_NONCE_H_

#include <string>

namespace quire {

/// 128 bits of the system's generator in base64: for one response, whose
/// Content-Security-Policy and elements name it.
std::string new_csp_nonce();

}  // namespace quire

#endif  // QUIRE_RUNTIME_PAGE_CSP_NONCE_H_
