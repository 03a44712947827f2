#include "compiler/assemble/directive_readers.h"

#include "compiler/assemble/attribute_values.h"
#include "compiler/lex/cpp_keyword.h"

#include <algorithm>
#include <string>
#include <utility>

namespace quire::compiler {
namespace {

/// The C++ variable for a name such as `aria-label`.
std::string variable_for(std::string_view name) {
  std::string variable(name);
  std::replace_if(variable.begin(), variable.end(), [](char c) { return c == '-' || c == '.' || c == ':'; }, '_');
  if (is_cpp_keyword(variable)) variable += '_';
  return variable;
}

bool is_true(const Attribute* attribute, Sink& sink) {
  return attribute != nullptr && read_bool(*attribute, sink).value_or(false);
}

}  // namespace

void TagSettingsReader::read(const Node& directive) {
  for (const Attribute& attribute : directive.attributes) {
    const auto [first, is_new] = first_.emplace(attribute.name, &attribute);
    // Attributes that page directives have too are handled there.
    const bool is_own =
        attribute.name == "body-content" || attribute.name == "dynamic-attributes" || attribute.name == "context";
    if (!is_new && is_own && first->second->value != attribute.value) continue;
    if (attribute.name == "body-content") read_body_content(attribute);
    else if (attribute.name == "context") read_context(attribute);
    else if (attribute.name == "dynamic-attributes" && check_variable_name(attribute, sink_))
      tag_.dynamic_attributes = attribute;
  }
}

void TagSettingsReader::read_body_content(const Attribute& attribute) {
  constexpr std::string_view kContents[] = {"scriptless", "empty", "tagdependent"};
  if (attribute.value == "JSP")
    return report_bad_value(attribute, "in a tag file it must be `scriptless`, `empty` or `tagdependent`", sink_);
  if (const auto content = read_choice(attribute, kContents, sink_))
    tag_.body_content = static_cast<BodyContent>(*content);
}

void TagSettingsReader::read_context(const Attribute& attribute) {
  constexpr std::string_view kContexts[] = {"text", "attribute", "url", "script", "style"};
  if (read_choice(attribute, kContexts, sink_)) tag_.context = attribute.value;
}

void TagSettingsReader::read_attribute(const Node& directive) {
  const Attribute* name = directive.find("name");
  if (name == nullptr) return report_missing_attribute(directive.name_span, "attribute directive", "name", sink_);
  Parameter parameter;
  parameter.name = *name;
  parameter.variable = variable_for(name->value);
  if (!is_variable_name(parameter.variable))
    return report_bad_value(
        *name, "a name consists of letters, digits, `_`, `-` and `.`, and does not begin with a digit", sink_);
  parameter.is_required = is_true(directive.find("required"), sink_);
  parameter.is_fragment = is_true(directive.find("fragment"), sink_);
  if (const Attribute* expressions = directive.find("rtexprvalue"))
    parameter.takes_expressions = read_bool(*expressions, sink_).value_or(true);
  for (const char* other : {"type", "rtexprvalue", "default"}) {
    const Attribute* given = directive.find(other);
    if (parameter.is_fragment && given != nullptr)
      sink_.report(DiagnosticKind::kConflictingAttribute, given->name_span,
                   "a fragment cannot have `" + std::string(other) + "`; it is run, not read");
  }
  if (!parameter.is_fragment) read_type(directive, parameter, sink_);
  if (parameter.is_required && parameter.fallback)
    sink_.report(DiagnosticKind::kConflictingAttribute, parameter.fallback->name_span,
                 "a required attribute cannot have a default");
  add_parameter(std::move(parameter), tag_.attributes, "attribute", sink_);
}

bool TagSettingsReader::check_variable_attributes(const Node& directive) {
  const Attribute* given = directive.find("name-given");
  const Attribute* from = directive.find("name-from-attribute");
  const Attribute* alias = directive.find("alias");
  if ((given == nullptr) == (from == nullptr)) {
    sink_.report(DiagnosticKind::kMissingAttribute, directive.name_span,
                 "a variable needs either `name-given`, or `name-from-attribute` with `alias`");
    return false;
  }
  if (from != nullptr && alias == nullptr) {
    report_missing_attribute(directive.name_span, "variable with `name-from-attribute`", "alias", sink_);
    return false;
  }
  if (given != nullptr && alias != nullptr) {
    sink_.report(DiagnosticKind::kConflictingAttribute, alias->name_span,
                 "`alias` is only for `name-from-attribute`; with `name-given` the name is already known");
    return false;
  }
  return true;
}

void TagSettingsReader::read_variable(const Node& directive) {
  constexpr std::string_view kScopes[] = {"NESTED", "AT_BEGIN", "AT_END"};
  if (!check_variable_attributes(directive)) return;
  const Attribute* given = directive.find("name-given");
  const Attribute* from = directive.find("name-from-attribute");
  TagVariable variable;
  variable.name = given != nullptr ? *given : *directive.find("alias");
  if (from != nullptr) variable.from_attribute = *from;
  if (const Attribute* declare = directive.find("declare")) read_bool(*declare, sink_);
  if (const Attribute* scope = directive.find("scope"))
    if (const auto choice = read_choice(*scope, kScopes, sink_)) variable.scope = static_cast<VariableScope>(*choice);
  if (is_full(tag_.variables.size(), "variables", variable.name.value_span, sink_)) return;
  const auto taken = std::ranges::find_if(
      tag_.variables, [&](const TagVariable& other) { return other.name.value == variable.name.value; });
  if (taken != tag_.variables.end()) {
    Diagnostic& d = sink_.report(DiagnosticKind::kDuplicateName, variable.name.value_span,
                                 "variable `" + variable.name.value + "` is declared twice");
    d.notes.push_back({taken->name.value_span, "first declared here"});
    return;
  }
  tag_.variables.push_back(std::move(variable));
}

void TagSettingsReader::finish() {
  const auto check_name = [this](const Attribute& name, const std::string& what) {
    const Parameter* same = tag_.find(name.value);
    if (same == nullptr) return;
    Diagnostic& d =
        sink_.report(DiagnosticKind::kDuplicateName, name.value_span, what + " has the same name as an attribute");
    d.notes.push_back({same->name.value_span, "the attribute is declared here"});
  };
  for (const TagVariable& variable : tag_.variables) {
    check_name(variable.name, "variable `" + variable.name.value + "`");
    if (!variable.from_attribute) continue;
    // Jakarta Server Pages 8.5.3: the name must be known when the page is translated.
    const Parameter* source = tag_.find(variable.from_attribute->value);
    if (source == nullptr || source->takes_expressions || !source->is_required)
      report_bad_value(*variable.from_attribute,
                       "it must name an attribute with `required=\"true\"` and `rtexprvalue=\"false\"`", sink_);
  }
  if (tag_.dynamic_attributes) check_name(*tag_.dynamic_attributes, "`dynamic-attributes`");
}

}  // namespace quire::compiler
