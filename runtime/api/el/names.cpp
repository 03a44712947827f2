#include <quire/el_call.h>
#include <quire/el_name.h>
#include <quire/frame.h>

#include "runtime/api/el/arena.h"
#include "runtime/api/el/implicit.h"
#include "runtime/api/el/near_name.h"
#include "runtime/api/el/scopes.h"
#include "runtime/api/form/csrf_object.h"

#include <string>
#include <vector>

namespace quire::el {

namespace {

const Value* find_object(PageContext& context, const Name& name) {
  if (name.implicit != Implicit::kNone) return &implicit_object(context, name.implicit);
  if (const Value* found = find_in_scopes(context, name.text)) return found;
  return name.text == form::kCsrfName ? &form::csrf_object() : nullptr;
}

const Value* find_value(PageContext& context, const Name& name) {
  Arena* arena = Arena::used(context);
  if (arena == nullptr) return find_object(context, name);
  if (const Value* named = arena->named(name.text)) return named;
  const Value* value = find_object(context, name);
  if (arena->notes_reads()) arena->note_read(name.text, value);
  return value;
}

std::string not_found(PageContext& context, const Name& name) {
  std::vector<std::string> names(implicit_names().begin(), implicit_names().end());
  for (const Scope scope : kScopes)
    for (std::string& each : context.attribute_names(scope)) names.push_back(std::move(each));
  return "identifier [" + std::string(name.text) + "] is neither a C++ variable here nor an attribute in any scope" +
         did_you_mean(name.text, names);
}

}  // namespace

const Value& find(PageContext& context, const Name& name) {
  if (const Value* value = find_value(context, name)) return *value;
  throw Error(not_found(context, name));
}

const Value& find_in_script(PageContext& context, const Name& name) {
  if (const Value* value = find_value(context, name)) return *value;
  throw Error(not_found(context, name) + "; for JavaScript's own `${…}`, write `\\${…}`");
}

const Value& find_or_null(PageContext& context, const Name& name) {
  const Value* value = find_value(context, name);
  return value == nullptr ? detail::null() : *value;
}

const Value& detail::invoke(std::string_view name, Arguments arguments) {
  const Frame* frame = Frame::current();
  if (frame == nullptr) throw Error("`" + std::string(name) + "` is not a function here");
  // Calling a function does not change the page.
  auto& context = const_cast<PageContext&>(frame->context());
  const Value* function = find_value(context, {name});
  if (function == nullptr) throw Error("`" + std::string(name) + "` is not a function here");
  return invoke(context, *function, arguments);
}

}  // namespace quire::el
