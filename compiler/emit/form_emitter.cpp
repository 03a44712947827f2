// Tags of the form and security libraries.

#include "compiler/ast/standard_tag.h"
#include "compiler/emit/function_emitter.h"
#include "compiler/emit/literal.h"

#include <algorithm>
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

bool is_option(StandardTag tag, std::string_view attribute) {
  return std::ranges::any_of(standard_attributes(),
                             [&](const StandardAttribute& each) { return each.tag == tag && each.name == attribute; });
}

}  // namespace

/// An object that ends its element, or one call of a function.
void FunctionEmitter::form(const Node& tag) {
  open_block();
  const std::vector<Option> options = options_of(tag);
  std::vector<Option> attributes;
  for (const Attribute& attribute : tag.attributes)
    if (!is_option(tag.standard, attribute.name)) attributes.push_back(form_attribute(attribute));
  for (const Node& slot : tag.slots)
    if (!is_option(tag.standard, slot.given().value))
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

/// An attribute of the HTML element. What is printed in a URL or a script is escaped here for that; the runtime
/// escapes all as attributes.
FunctionEmitter::Option FunctionEmitter::form_attribute(const Attribute& attribute) {
  const bool is_plain = std::ranges::all_of(attribute.parts, [](const Node& part) { return part.place.empty(); });
  const bool is_value = attribute.is_one_value() && (is_plain || attribute.parts[0].place[0].part == ValuePart::kPlain);
  if (is_value) return {attribute.name, {&attribute, {}, attribute.parts[0].span}};
  // Where values are not escaped for their place, the runtime does all of it.
  const Escaping escaping = page_.settings.escaping == Escaping::kAuto ? Escaping::kAuto : Escaping::kOff;
  return {attribute.name, {&attribute, text_of(attribute, escaping), attribute.value_span}};
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
    out_.glue(tag.standard == StandardTag::kAnonymous ? "!" : "", "quire::security::is_user(quire_user(context))");
  }
  note_tag_use(tag, nullptr, begin);
  out_.glue(") {\n");
  ++depth_;
  block(tag.children);
  close_block();
  close_block();
}

}  // namespace quire::compiler
