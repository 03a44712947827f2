// What the emitters of standard tags share. Each tag is one statement.

#include "compiler/check/standard_values.h"
#include "compiler/emit/el_names.h"
#include "compiler/emit/function_emitter.h"
#include "compiler/emit/literal.h"
#include "compiler/emit/standard_tag_names.h"

#include <string>
#include <utility>

namespace quire::compiler {

/// `, quire::Scope::kSession`, or nothing without `scope`.
std::string scope_argument(const Node& tag) {
  const Attribute* scope = tag.find("scope");
  if (scope == nullptr) return {};
  if (scope->value == "request") return ", quire::Scope::kRequest";
  if (scope->value == "session") return ", quire::Scope::kSession";
  return scope->value == "application" ? ", quire::Scope::kApplication" : ", quire::Scope::kPage";
}

std::string_view name_set_by(const Node& tag) {
  if (tag.standard == StandardTag::kNone || is_loop(tag.standard) || tag.standard == StandardTag::kRemove) return {};
  const Attribute* name = tag.find("var");
  return name != nullptr && is_el_name(name->value) ? std::string_view(name->value) : std::string_view();
}

void FunctionEmitter::standard_tag(const Node& tag) {
  switch (tag.standard) {
    case StandardTag::kIf:
      return core_if(tag);
    case StandardTag::kChoose:
      return core_choose(tag);
    case StandardTag::kForEach:
    case StandardTag::kForTokens:
      return core_loop(tag);
    case StandardTag::kCatch:
      return core_catch(tag);
    case StandardTag::kOut:
      return core_out(tag);
    case StandardTag::kSet:
      return core_set(tag);
    case StandardTag::kRemove:
      return core_remove(tag);
    case StandardTag::kUrl:
    case StandardTag::kRedirect:
      return core_link(tag);
    case StandardTag::kImport:
      return core_import(tag);
    case StandardTag::kParam:
      return core_param(tag);
    case StandardTag::kWhen:
    case StandardTag::kOtherwise:
    case StandardTag::kNone:
      return;
    default:
      break;
  }
  switch (library_of(tag.standard)) {
    case KnownLibrary::kFormat:
      return format(tag);
    case KnownLibrary::kForm:
      return form(tag);
    default:
      return security(tag);
  }
}

/// Prepares an attribute's value for `put`: if it takes statements, they are written here.
FunctionEmitter::ValueCode FunctionEmitter::value_code(const Node& tag, std::string_view name) {
  if (const Node* slot = tag.find_slot(name)) return {nullptr, text_of(*slot), tag.name_span};
  const Attribute* attribute = tag.find(name);
  if (attribute == nullptr) return {nullptr, {}, tag.name_span};
  if (attribute->is_one_value()) return {attribute, {}, attribute->parts[0].span};
  return {attribute, text_of(*attribute), tag.name_span};
}

/// Writes a value; if `unset_is_null`, a name that nothing has set is null.
void FunctionEmitter::put(const ValueCode& value, bool unset_is_null) {
  if (!value.code.empty()) return out_.glue(value.code);
  if (value.attribute == nullptr) return out_.glue("std::string_view()");
  const Node& part = value.attribute->parts[0];
  if (part.kind == NodeKind::kEl) el_value(part, unset_is_null);
  else embedded(part);
}

/// Writes `quire::core::test(context, value)` or the like; where the value's type does not suit, the error is one of
/// the attribute.
void FunctionEmitter::put_call(std::string_view function, const Node& tag, const ValueCode& value, bool unset_is_null) {
  // Already text.
  if (function == "el::text" && value.attribute != nullptr && !value.code.empty()) return out_.glue(value.code);
  const std::uint32_t begin = out_.offset();
  out_.glue("quire::", function, "(context, ");
  put(value, unset_is_null);
  out_.glue(")");
  note_tag_use(tag, value.attribute, begin);
}

void FunctionEmitter::note_tag_use(const Node& tag, const Attribute* attribute, std::uint32_t begin) {
  TagUse use{{begin, out_.offset()}, tag.name_span, tag.text, {}, {}};
  if (attribute != nullptr)
    use.attributes.push_back({use.code, attribute->name_span, attribute->value_span, attribute->name, {}});
  out_.unit().tag_uses.push_back(std::move(use));
}

/// The attributes that the runtime takes, in the order of its struct.
std::vector<FunctionEmitter::Option> FunctionEmitter::options_of(const Node& tag) {
  std::vector<Option> options;
  for (const StandardAttribute& rule : standard_attributes()) {
    const bool is_option = rule.value != StandardValue::kName && rule.value != StandardValue::kScope;
    if (rule.tag == tag.standard && is_option && tag.has(rule.name))
      options.push_back({std::string(rule.name), value_code(tag, rule.name)});
  }
  return options;
}

/// `{.value = …, .pattern = …}`.
void FunctionEmitter::put_options(const Node& tag, const std::vector<Option>& options) {
  out_.glue("{");
  for (const Option& option : options) {
    if (&option != &options.front()) out_.glue(", ");
    const std::uint32_t begin = out_.offset();
    out_.glue(".", option.name, " = ");
    put(option.code, false);
    note_tag_use(tag, option.code.attribute, begin);
  }
  out_.glue("}");
}

/// The value that the content writes. If it is not markup, it is text.
std::string FunctionEmitter::core_body(const Node& tag, bool is_markup) {
  const std::string body = "quire_body_" + out_.next_number();
  line("quire::core::Body ", body, "(quire_out_, ", is_markup ? "true" : "false", ");");
  block(tag.children);
  return body + ".value()";
}

/// `quire::core::set(context, name, `, and after the value `, scope);`.
void FunctionEmitter::begin_set(const Node& tag) {
  const Attribute* variable = tag.find("var");
  out_.glue(indent());
  core_set_begin_ = out_.offset();
  out_.glue("quire::core::set(context, ");
  if (variable == nullptr) out_.glue("quire::el::Name{}");
  else if (name_set_by(tag).empty()) out_.glue("quire::el::Name{", string_view_literal(variable->value), "}");
  else out_.named(variable->value_span, el_identifier(variable->value));
  out_.glue(", ");
}

void FunctionEmitter::end_set(const Node& tag) {
  out_.glue(scope_argument(tag), ")");
  note_tag_use(tag, tag.find("var"), core_set_begin_);
  out_.glue(";\n");
}

}  // namespace quire::compiler
