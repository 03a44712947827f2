#include "compiler/import/tags/form_tag.h"

#include "runtime/base/ascii.h"

#include <algorithm>
#include <iterator>

namespace quire::compiler {
namespace {

/// Names that mean something else in expressions: the words of operators, and the implicit objects.
constexpr std::string_view kTaken[] = {"and",          "cookie",
                                       "div",          "empty",
                                       "eq",           "false",
                                       "ge",           "gt",
                                       "header",       "headerValues",
                                       "initParam",    "instanceof",
                                       "le",           "lt",
                                       "mod",          "ne",
                                       "not",          "null",
                                       "or",           "pageContext",
                                       "pageScope",    "param",
                                       "paramValues",  "requestScope",
                                       "sessionScope", "applicationScope",
                                       "true",         "T"};

bool is_identifier(std::string_view name) {
  return !name.empty() && !is_digit(name.front()) &&
         std::ranges::all_of(name, [](char c) { return is_alphanumeric(c) || c == '_'; });
}

/// The expression for an attribute of the request.
std::string expression(const std::string& name) {
  const bool is_name = is_identifier(name) && std::ranges::find(kTaken, name) == std::end(kTaken);
  return is_name ? "${" + name + "}" : "${requestScope['" + name + "']}";
}

}  // namespace

std::string model_attributes(std::string_view model) {
  const bool is_good = !model.empty() && std::ranges::all_of(model, [](char c) {
    return is_alphanumeric(c) || c == '_' || c == '-' || c == '.';
  });
  if (!is_good) return {};
  const std::string name(model);
  return " model=\"" + expression(name) + "\" errors=\"" + expression(name + "_errors") + "\"";
}

bool is_switch(std::string_view attribute) {
  return attribute == "disabled" || attribute == "readonly" || attribute == "multiple";
}

bool is_path(std::string_view path) {
  while (true) {
    const std::size_t dot = path.find('.');
    if (!is_identifier(path.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    path.remove_prefix(dot + 1);
  }
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c); });
}

}  // namespace quire::compiler
