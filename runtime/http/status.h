#ifndef QUIRE_RUNTIME_HTTP_STATUS_H_
#define QUIRE_RUNTIME_HTTP_STATUS_H_

#include <string_view>

namespace quire::http {

/// The reason phrase of a status code (from IANA's registry), or `Unknown`.
std::string_view reason_phrase(int status);

/// Whether responses with that status never have a body (RFC 9110 section 6.4.1).
constexpr bool never_has_body(int status) { return status < 200 || status == 204 || status == 304; }

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_STATUS_H_
