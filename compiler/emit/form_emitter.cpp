// Tags of the form and security libraries.

#include "compiler/ast/visit.h"
#include "compiler/check/standard_values.h"
#include "compiler/emit/function_emitter.h"
#include "compiler/emit/literal.h"
#include "compiler/html/character_reference.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace quire::compiler {
namespace {

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

/// The path with an index for each value in brackets, and for the digits around it: what it leads to has the same type.
/// Nullopt if a value is elsewhere.
std::optional<std::string> known_path(const Attribute& path) {
  if (path.is_text()) return without_references(path.value);
  constexpr std::string_view kDigits = "0123456789";
  std::string text;
  bool is_after_value = false;
  for (const Node& part : path.parts) {
    if (part.kind == NodeKind::kText) {
      const std::string_view literal = part.text;
      const std::size_t begin = is_after_value ? literal.find_first_not_of(kDigits) : 0;
      text += literal.substr(std::min(begin, literal.size()));
      is_after_value = false;
      continue;
    }
    const std::size_t bracket = text.rfind('[');
    if (bracket == std::string::npos || text.find(']', bracket) != std::string::npos) return std::nullopt;
    text.resize(text.find_last_not_of(kDigits) + 1);
    text += '0';
    is_after_value = true;
  }
  return text;
}

}  // namespace

/// An object that ends its element, or one call of a function.
void FunctionEmitter::form(const Node& tag) {
  const FormTag& kind = *form_tag(tag.standard);
  open_block();
  std::vector<Option> options = options_of(tag);
  for (Option& option : options)
    if (const Attribute* given = option.code.attribute; given != nullptr && given->is_text())
      option.code.code = string_view_literal(without_references(given->value));
  const StandardContent content = content_of(tag.standard);
  if (content != StandardContent::kInner && !tag.children.empty())
    options.push_back({content == StandardContent::kLabel ? "label" : "value",
                       {nullptr, core_body(tag, has_markup(tag.children)), tag.name_span}});
  std::vector<Option> attributes;
  for (const Attribute& attribute : tag.attributes)
    if (!takes_attribute(tag.standard, attribute.name)) attributes.push_back(form_attribute(attribute));
  for (const Node& slot : tag.slots)
    if (!takes_attribute(tag.standard, slot.given().value))
      attributes.push_back({slot.given().value, {nullptr, text_of(slot), slot.name_span}});
  if (tag.standard == StandardTag::kLabel) label_field(tag, options, attributes);
  line(store(tag.name_span), ";");
  const OpenForm outer = form_;
  if (tag.standard == StandardTag::kForm) form_ = {&tag, form_model(tag, options)};
  else check_path(kind, options);
  const std::string object = "quire_form_" + out_.next_number();
  if (content != StandardContent::kInner) out_.glue(indent(), "quire::form::", kind.name, "(context, ");
  else out_.glue(indent(), "quire::form::", kind.type, " ", object, "(context, ");
  put_options(tag, options);
  put_form_attributes(tag, attributes);
  out_.glue(");\n");
  if (content == StandardContent::kInner) {
    block(tag.children);
    line(object, ".end();");
  }
  form_ = outer;
  close_block();
}

/// Keeps the model in a variable, whose type is known where fields are, and returns its name. Empty if there is no
/// model.
std::string FunctionEmitter::form_model(const Node& tag, std::vector<Option>& options) {
  const auto model = std::ranges::find(options, "model", &Option::name);
  if (model == options.end() || model->code.attribute == nullptr || !model->code.code.empty()) return {};
  std::string variable = "quire_model_" + out_.next_number();
  out_.glue(indent(), "const auto& ", variable, " = ");
  const std::uint32_t begin = out_.offset();
  put(model->code, false);
  note_tag_use(tag, model->code.attribute, begin);
  out_.glue(";\n");
  model->code.code = variable;
  return variable;
}

/// Lets the path be checked when the page is compiled, if it is written in the tag, and the form as well.
void FunctionEmitter::check_path(const FormTag& kind, std::vector<Option>& options) {
  constexpr std::string_view kEnds[] = {"", "kText", "kChoice", "kAny"};
  const auto path = std::ranges::find(options, "path", &Option::name);
  if (form_.model.empty() || kind.path == FormTag::Path::kNone || path == options.end()) return;
  const Attribute* given = path->code.attribute;
  const std::optional<std::string> text = given == nullptr ? std::nullopt : known_path(*given);
  if (!text || text->empty() || text == "*") return;
  const std::string checked = "quire::form::KnownPath<std::remove_cvref_t<decltype(" + form_.model +
                              ")>, quire::form::PathEnd::" + std::string(kEnds[static_cast<std::size_t>(kind.path)]) +
                              ", \"" + escape_literal(*text) + "\">::kText";
  path->code.code = given->is_text() ? checked : "(void(" + checked + "), " + path->code.code + ")";
}

/// Says what is known of the field that a label is for: that its id has a number, or the id that the page gives it.
void FunctionEmitter::label_field(const Node& label, std::vector<Option>& options, std::vector<Option>& attributes) {
  const Attribute* path = label.find("path");
  if (form_.tag == nullptr || path == nullptr || label.has("for")) return;
  std::vector<const Node*> fields;
  for_each_node(form_.tag->children, [&](const Node& node) {
    const FormTag* kind = form_tag(node.standard);
    const bool is_field =
        kind != nullptr && (kind->path == FormTag::Path::kText || kind->path == FormTag::Path::kChoice);
    const Attribute* other = is_field && node.standard != StandardTag::kHidden ? node.find("path") : nullptr;
    if (other != nullptr && other->raw_value == path->raw_value) fields.push_back(&node);
  });
  if (fields.empty()) return;
  const Node& field = *fields.front();
  if (field.standard == StandardTag::kRadio || (field.standard == StandardTag::kCheckbox && field.has("value")))
    options.push_back({"has_number", {nullptr, "true", label.name_span}});
  const Attribute* id = field.find("id");
  if (fields.size() == 1 && id != nullptr && id->is_text()) {
    Option is_for = form_attribute(*id);
    is_for.name = "for";
    attributes.push_back(std::move(is_for));
  }
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
