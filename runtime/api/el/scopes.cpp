#include "runtime/api/el/scopes.h"

#include <quire/application.h>
#include <quire/request.h>

#include "runtime/api/el/arena.h"

#include <utility>

namespace quire::el {

namespace {

const Value* not_null(const Value* value) { return value == nullptr || value->is_null() ? nullptr : value; }

const Value* load(PageContext& context, const AttributeScope& scope, std::string_view name) {
  auto value = scope.get<Value>(name);
  if (!value || value->is_null()) return nullptr;
  return &detail::keep(context, *std::move(value));
}

}  // namespace

const Value* Arena::find_own(PageContext& context, std::string_view name) { return context.find_own(name); }

const Value* find_in_scope(PageContext& context, std::string_view name, Scope scope) {
  switch (scope) {
    case Scope::kPage:
      return Arena::find_own(context, name);
    case Scope::kRequest:
      return not_null(context.request().find_attribute(name));
    case Scope::kSession:
      return load(context, context.session(), name);
    case Scope::kApplication:
      return load(context, context.application(), name);
  }
  return nullptr;
}

const Value* find_in_scopes(PageContext& context, std::string_view name) {
  if (const Value* found = Arena::find_own(context, name)) return found;
  if (const Value* found = not_null(context.request().find_attribute(name))) return found;
  if (const Value* found = load(context, context.session(), name)) return found;
  return load(context, context.application(), name);
}

std::optional<Scope> scope_of(PageContext& context, std::string_view name) {
  for (const Scope scope : kScopes)
    if (find_in_scope(context, name, scope) != nullptr) return scope;
  return std::nullopt;
}

}  // namespace quire::el
