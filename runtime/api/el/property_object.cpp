#include "runtime/api/el/property_object.h"

#include "runtime/api/el/near_name.h"
#include "runtime/api/el/operand.h"

#include <vector>

namespace quire::el {

namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

/// `contextPath` for `context_path`.
std::string camel_case(std::string_view name) {
  std::string result;
  for (std::size_t at = 0; at < name.size(); ++at)
    if (name[at] == '_' && at + 1 < name.size()) result += static_cast<char>(name[++at] - ('a' - 'A'));
    else result += name[at];
  return result;
}

std::string without_prefix(std::string_view name) {
  for (const std::string_view prefix : {"get_", "is_"})
    if (name.starts_with(prefix)) return std::string(name.substr(prefix.size()));
  return std::string(name);
}

}  // namespace

std::string snake_case(std::string_view name) {
  std::string result;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const bool begins_word =
        is_upper(name[at]) && at > 0 && (!is_upper(name[at - 1]) || (at + 1 < name.size() && is_lower(name[at + 1])));
    if (begins_word && result.back() != '_') result += '_';
    result += is_upper(name[at]) ? static_cast<char>(name[at] + ('a' - 'A')) : name[at];
  }
  return result;
}

const Property* PropertyObject::find(std::string_view name) const {
  for (const Property& property : properties_)
    if (property.name == name) return &property;
  return nullptr;
}

const Value& PropertyObject::get(PageContext& context, std::string_view name) const {
  if (const Property* property = find(snake_case(name))) return detail::keep(context, property->read(context));
  const bool is_snake = name.find('_') != std::string_view::npos;
  std::vector<std::string> names;
  for (const Property& property : properties_)
    names.push_back(is_snake ? std::string(property.name) : camel_case(property.name));
  throw Error(what() + " has no property `" + std::string(name) + "`" + did_you_mean(name, names));
}

const Value& PropertyObject::call(PageContext& context, std::string_view name, Values arguments) const {
  const std::string method = without_prefix(snake_case(name));
  if (arguments.empty())
    if (const Property* property = find(method)) return detail::keep(context, property->read(context));
  if (arguments.size() == 1)
    for (const Method& each : methods_)
      if (each.name == method) return detail::keep(context, each.call(context, text_of(context, *arguments[0])));
  std::vector<std::string> names;
  for (const Method& each : methods_) names.push_back(camel_case(each.name));
  throw Error(what() + " has no method `" + std::string(name) + "` with " + std::to_string(arguments.size()) +
              (arguments.size() == 1 ? " argument" : " arguments") + did_you_mean(camel_case(method), names));
}

}  // namespace quire::el
