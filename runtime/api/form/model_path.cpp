#include "runtime/api/form/model_path.h"

#include "runtime/api/el/near_name.h"
#include "runtime/api/el/operand.h"

#include <quire/form_text.h>

#include <vector>

namespace quire::form {

namespace {

[[noreturn]] void refuse_part(const Value& value, std::string_view path, std::string_view what) {
  throw el::Error(
      "the path `" + std::string(path) + "` does not exist in " + std::string(what) + ": it goes on after a " +
      (value.kind() == Value::Kind::kMap    ? "map, which has no index"
       : value.kind() == Value::Kind::kList ? "list, which needs an index such as `[0]`"
                                            : "value that has no fields: " + std::string(value.kind_name())));
}

[[noreturn]] void refuse_name(const Value& map, std::string_view name, std::string_view path, std::string_view what) {
  std::vector<std::string> names;
  for (const auto& entry : map.as_map()) names.push_back(entry.first);
  throw el::Error(std::string(what) + " has no field `" + std::string(name) + "`" +
                  (name == path ? std::string() : ", in the path `" + std::string(path) + "`") +
                  el::did_you_mean(name, names));
}

}  // namespace

Value find_field(const Value& model, std::string_view path, std::string_view what) {
  quire::detail::FormPath rest(path);
  if (rest.is_empty()) throw el::Error("a field needs a `path`, such as `name` or `items[0].count`");
  static const Value kNull{};
  const Value* at = &model;
  while (!rest.is_empty()) {
    std::size_t index = 0;
    if (rest.take_index(index)) {
      if (at->kind() == Value::Kind::kList) at = index < at->size() ? &at->at(index) : &kNull;
      else if (!at->is_null()) refuse_part(*at, path, what);
      continue;
    }
    const std::string_view name = rest.take_name();
    if (name.empty())
      throw el::Error("`" + std::string(path) +
                      "` is not a path; write, for example, `address.street` or `items[0].count`");
    if (at->is_null()) continue;
    if (at->kind() != Value::Kind::kMap) refuse_part(*at, path, what);
    const Value* found = at->find(name);
    if (found == nullptr && at->size() != 0) refuse_name(*at, name, path, what);
    at = found == nullptr ? &kNull : found;
  }
  return *at;
}

std::string id_of(std::string_view path) {
  std::string id;
  for (const char c : path)
    if (c != '[' && c != ']') id += c;
  return id;
}

}  // namespace quire::form
