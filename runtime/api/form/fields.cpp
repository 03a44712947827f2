#include "runtime/api/ascii.h"
#include "runtime/api/form/form_state.h"

namespace quire::form {

namespace {

/// What the browser must not show again, or cannot.
bool is_secret(std::string_view type) { return type == "password" || type == "file"; }

std::string type_of(const StartTag& tag) {
  std::string type = quire::detail::lower_case(tag.given("type"));
  if (type == "checkbox" || type == "radio")
    throw el::Error("an input of the type `" + type + "` is written by `<form:" + type + ">`");
  return type;
}

/// What a field shows that has text.
std::string shown_text(PageContext& context, const Field& field, const el::Argument& value) {
  return field.rejected.is_null() && !el::is_null(context, value) ? text_of(context, value) : field.text();
}

/// HTML as the content of an element that has no elements: the same references, and what else there is as it is.
void write_html_as_text(Writer& out, std::string_view html) {
  for (std::size_t at = html.find('<'); at != html.npos; at = html.find('<')) {
    out.raw(html.substr(0, at)).raw("&lt;");
    html.remove_prefix(at + 1);
  }
  out.raw(html);
}

bool is_true(const Field& field) {
  if (field.rejected.is_null() && field.value.kind() == Value::Kind::kBool) return field.value.as_bool();
  return field.has("true");
}

/// The label that the attribute `label` of a check box or radio button stands for, after the element, as in Spring.
void write_label(PageContext& context, FormState& form, const Field& field, const std::string& id,
                 const el::Argument* label) {
  if (label == nullptr) return;
  form.ids().note_label(field.path, id);
  context.out().raw("<label for=\"");
  write_escaped(context.out(), id);
  context.out().raw("\">");
  if (is_html(context, *label)) write_html_as_text(context.out(), label->in(context).as_string());
  else write_escaped(context.out(), text_of(context, *label));
  context.out().raw("</label>");
}

/// A check box for a `bool`, which has the value that the tag gives, or `true`.
bool is_switch(PageContext& context, const Field& field, const el::Argument& value) {
  return el::is_null(context, value) || (field.rejected.is_null() && field.value.kind() == Value::Kind::kBool);
}

}  // namespace

void input(PageContext& context, const FieldOptions& options, Attributes attributes) {
  FormState& form = FormState::of(context, "form:input");
  const Field field = form.field(context, options.path, PathEnd::kText);
  const std::string text = shown_text(context, field, options.value);
  StartTag tag(context, "input", attributes);
  const std::string type = type_of(tag);
  tag.set("type", type.empty() ? "text" : type);
  form.set_field(tag, field, IdKind::kPlain);
  if (!is_secret(type)) tag.set("value", text);
  tag.end();
  el::detail::finish(context);
}

void textarea(PageContext& context, const FieldOptions& options, Attributes attributes) {
  FormState& form = FormState::of(context, "form:textarea");
  const Field field = form.field(context, options.path, PathEnd::kText);
  const bool is_body = field.rejected.is_null() && is_html(context, options.value);
  const std::string text = is_body ? std::string() : shown_text(context, field, options.value);
  StartTag tag(context, "textarea", attributes);
  form.set_field(tag, field, IdKind::kPlain);
  tag.end();
  // The first line end in the element is ignored (HTML, 13.1.2.5).
  context.out().raw("\n");
  if (is_body) write_html_as_text(context.out(), options.value.in(context).as_string());
  else write_escaped(context.out(), text);
  context.out().raw("</textarea>");
  el::detail::finish(context);
}

void hidden(PageContext& context, const FieldOptions& options, Attributes attributes) {
  FormState& form = FormState::of(context, "form:hidden");
  const Field field = form.field(context, options.path, PathEnd::kText);
  const std::string text = shown_text(context, field, options.value);
  StartTag tag(context, "input", attributes);
  tag.set("type", "hidden");
  if (!tag.is_given("id")) tag.set("id", form.ids().field(field.path, IdKind::kHidden));
  tag.set("name", field.path);
  tag.set("value", text);
  tag.end();
  el::detail::finish(context);
}

void checkbox(PageContext& context, const FieldOptions& options, Attributes attributes) {
  FormState& form = FormState::of(context, "form:checkbox");
  const Field field = form.field(context, options.path, PathEnd::kChoice);
  const bool has_value = !el::is_null(context, options.value);
  const std::string value = has_value ? text_of(context, options.value) : "true";
  const bool is_checked = is_switch(context, field, options.value) ? is_true(field) : field.has(value);
  StartTag tag(context, "input", attributes);
  tag.set("type", "checkbox");
  const std::string id = form.set_field(tag, field, has_value ? IdKind::kNumbered : IdKind::kPlain);
  const el::Argument* label = tag.take("label");
  tag.set("value", value);
  if (is_checked) tag.set("checked");
  tag.end();
  write_label(context, form, field, id, label);
  // What is disabled is not sent, which does not mean that it is off.
  if (!tag.is_given("disabled")) form.mark(context.out(), field.path);
  el::detail::finish(context);
}

void radio(PageContext& context, const FieldOptions& options, Attributes attributes) {
  FormState& form = FormState::of(context, "form:radio");
  const Field field = form.field(context, options.path, PathEnd::kChoice);
  const std::string value = text_of(context, options.value);
  StartTag tag(context, "input", attributes);
  tag.set("type", "radio");
  const std::string id = form.set_field(tag, field, IdKind::kNumbered);
  const el::Argument* label = tag.take("label");
  tag.set("value", value);
  if (field.has(value)) tag.set("checked");
  tag.end();
  write_label(context, form, field, id, label);
  el::detail::finish(context);
}

Label::Label(PageContext& context, const LabelOptions& options, Attributes attributes) : context_(context) {
  FormState& form = FormState::of(context, "form:label");
  const Field field = form.field(context, options.path, PathEnd::kAny);
  StartTag tag(context, "label", attributes);
  const IdKind kind = el::test(context, options.has_number) ? IdKind::kNumbered : IdKind::kPlain;
  if (!tag.is_given("for")) tag.set("for", form.ids().label(field.path, kind));
  tag.end();
  el::detail::finish(context);
}

Label::~Label() = default;

void Label::end() { context_.out().raw("</label>"); }

}  // namespace quire::form
