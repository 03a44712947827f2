#ifndef QUIRE_RUNTIME_API_EL_SCOPES_H_
#define QUIRE_RUNTIME_API_EL_SCOPES_H_

#include <quire/el_core.h>

#include <optional>
#include <string_view>

namespace quire::el {

/// In the order in which a name is looked for.
inline constexpr Scope kScopes[] = {Scope::kPage, Scope::kRequest, Scope::kSession, Scope::kApplication};

/// The attribute of a scope, where it is if it can stay there until the expression has been printed, or else kept;
/// null if there is none.
const Value* find_in_scope(PageContext& context, std::string_view name, Scope scope);
/// That of the first scope that has it.
const Value* find_in_scopes(PageContext& context, std::string_view name);
/// The scope that has an attribute of that name.
std::optional<Scope> scope_of(PageContext& context, std::string_view name);

}  // namespace quire::el

#endif  // QUIRE_RUNTIME_API_EL_SCOPES_H_
