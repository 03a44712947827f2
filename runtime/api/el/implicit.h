#ifndef QUIRE_RUNTIME_API_EL_IMPLICIT_H_
#define QUIRE_RUNTIME_API_EL_IMPLICIT_H_

#include <quire/el_core.h>

#include <optional>
#include <span>
#include <string>

namespace quire::el {

/// The object of that name. `implicit` is not `kNone`.
const Value& implicit_object(PageContext& context, Implicit implicit);
/// The scope that the object is, if it is one.
std::optional<Scope> scope_of_object(Implicit implicit);
/// The names of all of them.
std::span<const std::string> implicit_names();
/// The values of each parameter of the request, as lists.
Value all_parameters(PageContext& context);
/// `pageContext`, which has the request, the response and so on as properties.
const Value& page_object(PageContext& context);

}  // namespace quire::el

#endif  // QUIRE_RUNTIME_API_EL_IMPLICIT_H_
