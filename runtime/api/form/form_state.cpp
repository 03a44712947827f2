#include "runtime/api/form/form_state.h"

#include "runtime/api/form/model_path.h"

#include <algorithm>

namespace quire::form {

namespace {

constexpr std::string_view kRejected = "_rejected";

/// A text, or those of a list.
std::vector<std::string> texts_of(const Value& value) {
  std::vector<std::string> texts;
  if (value.kind() == Value::Kind::kList)
    for (const Value& item : value.as_list()) texts.push_back(text_of(item));
  else if (!value.is_null()) texts.push_back(text_of(value));
  return texts;
}

}  // namespace

std::string Field::text() const {
  if (rejected.is_null()) return text_of(value);
  const std::vector<std::string> all = texts_of(rejected);
  return all.empty() ? std::string() : all.front();
}

std::vector<std::string> Field::texts() const { return texts_of(rejected.is_null() ? value : rejected); }

bool Field::has(std::string_view text) const {
  const std::vector<std::string> all = texts();
  return std::find(all.begin(), all.end(), text) != all.end();
}

FormState::FormState(PageContext& context, const FormOptions& options) : page_(context.page()) {
  if (page_.form_ != nullptr)
    throw el::Error(
        "a form cannot be within another one; end the first, or name the other in the attribute `form` of fields");
  model_ = el::stored(context, options.model);
  if (!model_.is_null() && model_.kind() != Value::Kind::kMap)
    throw el::Error("the model of a form is a struct with QUIRE_FIELDS or a map, not " +
                    std::string(model_.kind_name()));
  errors_ = el::stored(context, options.errors);
  if (!errors_.is_null() && errors_.kind() != Value::Kind::kMap)
    throw el::Error("the errors of a form are a `quire::FormErrors` or a map, not " + std::string(errors_.kind_name()));
  page_.form_ = this;
}

FormState::~FormState() { end(); }

void FormState::end() {
  if (page_.form_ == this) page_.form_ = nullptr;
}

FormState& FormState::of(PageContext& context, std::string_view tag) {
  FormState* state = context.page().form_;
  if (state == nullptr)
    throw el::Error("`" + std::string(tag) + "` must be in a form, between `<form:form>` and its end");
  return *state;
}

Field FormState::field(PageContext& context, const el::Argument& path) const {
  Field field;
  field.path = text_of(context, path);
  field.value = find_field(model_, field.path, "the model");
  field.id = id_of(field.path);
  if (const Value* rejected = errors_.find(kRejected))
    if (const Value* texts = rejected->find(field.path)) field.rejected = *texts;
  field.has_errors = !messages(field.path).empty();
  return field;
}

std::vector<std::string> FormState::messages(std::string_view path) const {
  std::vector<std::string> all;
  if (errors_.is_null()) return all;
  for (const auto& [key, value] : errors_.as_map()) {
    if (key == kRejected || (path != "*" && key != path)) continue;
    for (std::string& text : texts_of(value)) all.push_back(std::move(text));
  }
  return all;
}

void FormState::mark(Writer& out, const std::string& path) {
  if (!marked_.insert(path).second) return;
  out.raw("<input type=\"hidden\" name=\"_");
  write_escaped(out, path);
  out.raw("\" value=\"1\">");
}

void set_field(StartTag& tag, const Field& field, std::string_view id) {
  tag.set_unless_given("id", id);
  tag.set("name", field.path);
  if (!field.has_errors) return;
  tag.set_unless_given("aria-invalid", "true");
  tag.set_unless_given("aria-describedby", field.id + ".errors");
}

}  // namespace quire::form
