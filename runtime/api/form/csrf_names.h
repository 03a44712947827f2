#ifndef QUIRE_RUNTIME_API_FORM_CSRF_NAMES_H_
#define QUIRE_RUNTIME_API_FORM_CSRF_NAMES_H_

#include <string_view>

namespace quire::form {

/// The parameter of a form that has its token; expressions have this name for the object as well, unless an attribute
/// has it.
inline constexpr std::string_view kCsrfName = "_csrf";
/// The header field in which scripts send the token.
inline constexpr std::string_view kCsrfHeader = "X-CSRF-Token";

}  // namespace quire::form

#endif  // QUIRE_RUNTIME_API_FORM_CSRF_NAMES_H_
