// Tags of the form and security libraries.

#include "compiler/check/standard_values.h"
#include "compiler/emit/function_emitter.h"
#include "compiler/emit/literal.h"
#include "compiler/html/character_reference.h"

#include <string>
#include <string_view>

namespace quire::compiler {
namespace {

/// The class of a tag whose content is part of its element; empty for other tags.
std::string_view class_of(StandardTag tag) {
  if (tag == StandardTag::kForm) return "Form";
  if (tag == StandardTag::kSelect) return "Select";
  return tag == StandardTag::kLabel ? "Label" : "";
}

/// The text that an attribute's value stands for in HTML, but for characters beyond ASCII.
std::string without_references(std::string_view html) {
  std::string text;
  while (!html.empty()) {
    const CharacterReference reference = html.front() == '&' ? read_character_reference(html) : CharacterReference();
    const bool is_known = reference.size > 0 && reference.character != '\xFF';
    text += is_known ? reference.character : html.front();
    html.remove_prefix(is_known ? reference.size : 1);
  }
  return text;
}

}  // namespace

/// An object that ends its element, or one call of a function.
void FunctionEmitter::form(const Node& tag) {
  open_block();
  std::vector<Option> options = options_of(tag);
  for (Option& option : options)
    if (const Attribute* given = option.code.attribute; given != nullptr && given->is_text())
      option.code.code = string_view_literal(without_references(given->value));
  std::vector<Option> attributes;
  for (const Attribute& attribute : tag.attributes)
    if (!takes_attribute(tag.standard, attribute.name)) attributes.push_back(form_attribute(attribute));
  for (const Node& slot : tag.slots)
    if (!takes_attribute(tag.standard, slot.given().value))
      attributes.push_back({slot.given().value, {nullptr, text_of(slot), slot.name_span}});
  line(store(tag.name_span), ";");
  const std::string_view type = class_of(tag.standard);
  const std::string object = "quire_form_" + out_.next_number();
  if (type.empty()) out_.glue(indent(), "quire::form::", tag.local_name(), "(context, ");
  else out_.glue(indent(), "quire::form::", type, " ", object, "(context, ");
  put_options(tag, options);
  put_form_attributes(tag, attributes);
  out_.glue(");\n");
  if (!type.empty()) {
    block(tag.children);
    line(object, ".end();");
  }
  close_block();
}

/// An attribute of the HTML element: a value that the runtime escapes, which may be `true` or null, or the text of the
/// attribute as HTML, in which values are escaped already.
FunctionEmitter::Option FunctionEmitter::form_attribute(const Attribute& attribute) {
  const bool is_text = attribute.is_text() && attribute.value.find('&') == std::string::npos;
  const ValuePlace place = attribute.parts.empty() || attribute.parts[0].place.empty()
                               ? ValuePlace{ValuePart::kAttribute}
                               : attribute.parts[0].place[0];
  if (attribute.is_one_value() && place == ValuePlace{ValuePart::kAttribute})
    return {attribute.name, {&attribute, {}, attribute.parts[0].span}};
  const std::string text = text_of(attribute, page_.settings.escaping);
  return {attribute.name,
          {&attribute, is_text ? text : "quire::Value::html(std::string(" + text + "))", attribute.value_span}};
}

/// `, {{"class", …}, …}`.
void FunctionEmitter::put_form_attributes(const Node& tag, const std::vector<Option>& attributes) {
  out_.glue(", {");
  for (const Option& attribute : attributes) {
    if (&attribute != &attributes.front()) out_.glue(", ");
    const std::uint32_t begin = out_.offset();
    out_.glue("{", string_view_literal(attribute.name), ", ");
    put(attribute.code, false);
    out_.glue("}");
    note_tag_use(tag, attribute.code.attribute, begin);
  }
  out_.glue("}");
}

/// `if (…) { content }`, with a function that the site declares.
void FunctionEmitter::security(const Node& tag) {
  open_block();
  const bool is_role = tag.standard == StandardTag::kRole;
  const ValueCode name = is_role ? value_code(tag, "name") : ValueCode{nullptr, {}, tag.name_span};
  out_.glue(indent(), "if (", store(tag.name_span), ", ");
  const std::uint32_t begin = out_.offset();
  if (is_role) {
    out_.glue("quire_has_role(context, ");
    put_call("el::text", tag, name, false);
    out_.glue(")");
  } else {
    out_.glue(tag.standard == StandardTag::kUser ? "!" : "", "quire_user(context).empty()");
  }
  note_tag_use(tag, nullptr, begin);
  out_.glue(") {\n");
  ++depth_;
  block(tag.children);
  close_block();
  close_block();
}

}  // namespace quire::compiler
