#include <quire/el_access.h>
#include <quire/el_assign.h>
#include <quire/el_name.h>

#include "runtime/api/el/arena.h"
#include "runtime/api/el/implicit.h"
#include "runtime/api/el/operand.h"
#include "runtime/api/el/scopes.h"

#include <string>
#include <utility>

namespace quire::el {

namespace {

/// A value without objects; a part that has none is shared.
Value stored_value(PageContext& context, const Value& value) {
  switch (value.kind()) {
    case Value::Kind::kObject:
      return stored_value(context, settle(context, value));
    case Value::Kind::kList: {
      Value::List items;
      for (const Value& item : value.as_list()) items.push_back(stored_value(context, item));
      return Value::list(std::move(items));
    }
    case Value::Kind::kMap: {
      Value::Map entries;
      for (const auto& [key, item] : value.as_map()) entries.emplace_back(key, stored_value(context, item));
      return Value::map(std::move(entries));
    }
    default:
      return value;
  }
}

bool has_object(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::kObject:
      return true;
    case Value::Kind::kList:
      for (const Value& item : value.as_list())
        if (has_object(item)) return true;
      return false;
    case Value::Kind::kMap:
      for (const auto& entry : value.as_map())
        if (has_object(entry.second)) return true;
      return false;
    default:
      return false;
  }
}

bool is_lambda(const Value& value) { return value.kind() == Value::Kind::kObject && value.as_object().is_function(); }

void set_attribute(PageContext& context, std::string_view name, const Value& value) {
  const auto scope = scope_of(context, name);
  // What the expression has read of it stays valid.
  if (scope) detail::keep(context, context.attribute(name, *scope));
  context.set_attribute(name, stored(context, value), scope.value_or(Scope::kPage));
}

[[noreturn]] void refuse_path(PageContext& context, const Value& object, std::string_view key) {
  throw Error("`" + std::string(key) + "` of " + describe(context, object) + " cannot be set");
}

/// The list with one item replaced.
Value with_item(PageContext& context, const Value& list, const Argument* key, const Argument* end, const Value& value) {
  std::size_t position = 0;
  if (!detail::read_position(context, *key, list.size(), position))
    throw Error("there is no item " + std::string(text(context, *key)) + " in " + describe(context, list));
  Value::List items(list.as_list());
  if (key + 1 == end) items[position] = value;
  else detail::set_path(context, items[position], key + 1, end, value);
  return Value::list(std::move(items));
}

}  // namespace

Value stored(PageContext& context, const Argument& value) {
  const Value& whole = value.in(context);
  // Attributes have none: only what an expression has made can have objects in it.
  const bool may_have = whole.kind() == Value::Kind::kObject || Arena::used(context) != nullptr;
  return may_have && has_object(whole) ? stored_value(context, whole) : whole;
}

const Value& assign(PageContext& context, const Name& name, const Argument& value) {
  const Value& assigned = value.in(context);
  if (name.implicit != Implicit::kNone) throw Error("`" + std::string(name.text) + "` cannot be assigned to");
  if (is_lambda(assigned)) Arena::of(context).name(name.text, assigned);
  else set_attribute(context, name.text, assigned);
  return assigned;
}

const Value& set(PageContext& context, const Name& name, Arguments path, const Argument& value) {
  const Value& assigned = value.in(context);
  const Argument* key = path.begin();
  std::string_view attribute = name.text;
  std::optional<Scope> scope;
  if (name.implicit != Implicit::kNone) {
    const Value& object = implicit_object(context, name.implicit);
    attribute = text(context, *key++);
    if (key == path.end()) {
      object.as_object().set(context, attribute, stored(context, assigned));
      return assigned;
    }
    scope = scope_of_object(name.implicit);
    if (!scope) refuse_path(context, object, attribute);
  } else {
    scope = scope_of(context, name.text);
    if (!scope) find(context, name);
  }
  Value changed = context.attribute(attribute, *scope);
  // What the expression has read of it stays valid.
  detail::keep(context, changed);
  detail::set_path(context, changed, key, path.end(), assigned);
  context.set_attribute(attribute, std::move(changed), *scope);
  return assigned;
}

const Value& detail::set_path(PageContext& context, Value& variable, const Argument* key, const Argument* end,
                              const Argument& value) {
  const Value& assigned = value.in(context);
  const std::string name(text(context, *key));
  if (variable.kind() == Value::Kind::kList) {
    variable = with_item(context, variable, key, end, stored(context, assigned));
    return assigned;
  }
  if (!variable.is_null() && variable.kind() != Value::Kind::kMap) refuse_path(context, variable, name);
  if (key + 1 == end) {
    variable.set(name, stored(context, assigned));
    return assigned;
  }
  const Value* found = variable.find(name);
  Value inner = found == nullptr ? Value() : *found;
  set_path(context, inner, key + 1, end, assigned);
  variable.set(name, std::move(inner));
  return assigned;
}

}  // namespace quire::el
