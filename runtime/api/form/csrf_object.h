#ifndef QUIRE_RUNTIME_API_FORM_CSRF_OBJECT_H_
#define QUIRE_RUNTIME_API_FORM_CSRF_OBJECT_H_

#include "runtime/api/form/csrf_names.h"

#include <quire/value.h>

namespace quire::form {

/// What pages of Spring Security have in forms and scripts of their own: `${_csrf.parameterName}`, `${_csrf.token}` and
/// `${_csrf.headerName}`. The token is made when it is read; without a server, it is null.
const Value& csrf_object();

}  // namespace quire::form

#endif  // QUIRE_RUNTIME_API_FORM_CSRF_OBJECT_H_
