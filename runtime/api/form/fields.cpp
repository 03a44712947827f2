#include "runtime/api/form/form_state.h"
#include "runtime/api/form/model_path.h"

namespace quire::form {

namespace {

/// What the browser must not show again, or cannot.
bool is_secret(std::string_view type) { return type == "password" || type == "file"; }

std::string type_of(const StartTag& tag) {
  std::string type = tag.given("type");
  for (char& c : type)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  if (type == "checkbox" || type == "radio")
    throw el::Error("an input of the type `" + type + "` is written by `<form:" + type + ">`");
  return type;
}

/// What a field shows that has text.
std::string shown_text(PageContext& context, const Field& field, const el::Argument& value) {
  return field.rejected.is_null() && !el::is_null(context, value) ? text_of(context, value) : field.text();
}

bool is_true(const Field& field) {
  if (field.rejected.is_null() && field.value.kind() == Value::Kind::kBool) return field.value.as_bool();
  return field.has("true");
}

/// A check box for a `bool`, which has the value that the tag gives, or `true`.
bool is_switch(PageContext& context, const Field& field, const el::Argument& value) {
  return el::is_null(context, value) || (field.rejected.is_null() && field.value.kind() == Value::Kind::kBool);
}

}  // namespace

void input(PageContext& context, const FieldOptions& options, Attributes attributes) {
  const Field field = FormState::of(context, "form:input").field(context, options.path);
  const std::string text = shown_text(context, field, options.value);
  StartTag tag(context, "input", attributes);
  const std::string type = type_of(tag);
  tag.set("type", type.empty() ? "text" : type);
  set_field(tag, field, field.id);
  if (!is_secret(type)) tag.set("value", text);
  tag.end();
  el::detail::finish(context);
}

void textarea(PageContext& context, const FieldOptions& options, Attributes attributes) {
  const Field field = FormState::of(context, "form:textarea").field(context, options.path);
  const std::string text = shown_text(context, field, options.value);
  StartTag tag(context, "textarea", attributes);
  set_field(tag, field, field.id);
  tag.end();
  // The first line end in the element is ignored (HTML, 13.1.2.5).
  context.out().raw("\n");
  write_escaped(context.out(), text);
  context.out().raw("</textarea>");
  el::detail::finish(context);
}

void hidden(PageContext& context, const FieldOptions& options, Attributes attributes) {
  const Field field = FormState::of(context, "form:hidden").field(context, options.path);
  const std::string text = shown_text(context, field, options.value);
  StartTag tag(context, "input", attributes);
  tag.set("type", "hidden");
  tag.set_unless_given("id", field.id);
  tag.set("name", field.path);
  tag.set("value", text);
  tag.end();
  el::detail::finish(context);
}

void checkbox(PageContext& context, const FieldOptions& options, Attributes attributes) {
  FormState& form = FormState::of(context, "form:checkbox");
  const Field field = form.field(context, options.path);
  const bool has_value = !el::is_null(context, options.value);
  const std::string value = has_value ? text_of(context, options.value) : "true";
  const bool is_checked = is_switch(context, field, options.value) ? is_true(field) : field.has(value);
  StartTag tag(context, "input", attributes);
  tag.set("type", "checkbox");
  set_field(tag, field, has_value ? field.id + std::to_string(form.next_number(field.path)) : field.id);
  tag.set("value", value);
  if (is_checked) tag.set("checked");
  tag.end();
  // What is disabled is not sent, which does not mean that it is off.
  if (!tag.is_given("disabled")) form.mark(context.out(), field.path);
  el::detail::finish(context);
}

void radio(PageContext& context, const FieldOptions& options, Attributes attributes) {
  FormState& form = FormState::of(context, "form:radio");
  const Field field = form.field(context, options.path);
  const std::string value = text_of(context, options.value);
  StartTag tag(context, "input", attributes);
  tag.set("type", "radio");
  set_field(tag, field, field.id + std::to_string(form.next_number(field.path)));
  tag.set("value", value);
  if (field.has(value)) tag.set("checked");
  tag.end();
  el::detail::finish(context);
}

Label::Label(PageContext& context, const LabelOptions& options, Attributes attributes) : context_(context) {
  const Field field = FormState::of(context, "form:label").field(context, options.path);
  StartTag tag(context, "label", attributes);
  tag.set_unless_given("for", field.id);
  tag.end();
  el::detail::finish(context);
}

Label::~Label() = default;

void Label::end() { context_.out().raw("</label>"); }

}  // namespace quire::form
