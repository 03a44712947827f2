#ifndef QUIRE_RUNTIME_API_FORM_CSRF_SECRET_H_
#define QUIRE_RUNTIME_API_FORM_CSRF_SECRET_H_

#include <string_view>

namespace quire::form {

/// The attribute of a session with what its tokens are made of: 32 hexadecimal digits.
inline constexpr std::string_view kCsrfSecret = "quire.csrf";

}  // namespace quire::form

#endif  // QUIRE_RUNTIME_API_FORM_CSRF_SECRET_H_
