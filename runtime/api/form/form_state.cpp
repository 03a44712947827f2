#include "runtime/api/form/form_state.h"

#include "runtime/api/ascii.h"
#include "runtime/api/form/model_path.h"

#include <quire/form_text.h>

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

namespace {

/// Creates the page's ids.
PageIds& made(std::shared_ptr<PageIds>& ids) {
  if (!ids) ids = std::make_shared<PageIds>();
  return *ids;
}

/// The last part of a path that is not an index: what a message calls the field.
std::string_view last_name(std::string_view path) {
  std::string_view last;
  quire::detail::FormPath rest(path);
  std::size_t index = 0;
  while (!rest.is_empty()) {
    if (rest.take_index(index)) continue;
    const std::string_view name = rest.take_key();
    if (name.empty()) return path;
    last = name;
  }
  return last.empty() ? path : last;
}

bool is_of_word(char c) {
  const char lower = quire::detail::to_lower(c);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

/// Ignores case.
bool has_word(std::string_view text, std::string_view word) {
  const std::string lower = quire::detail::lower_case(text);
  const std::string wanted = quire::detail::lower_case(word);
  for (std::size_t at = lower.find(wanted); at != lower.npos; at = lower.find(wanted, at + 1)) {
    const std::size_t end = at + wanted.size();
    if ((at == 0 || !is_of_word(lower[at - 1])) && (end == lower.size() || !is_of_word(lower[end]))) return true;
  }
  return false;
}

/// Whether a message for a text that was rejected says of which field: those of `quire::bind` never do, whatever words
/// they share with the name.
bool names_field(std::string_view message, std::string_view path) {
  const bool is_of_bind = std::any_of(std::begin(quire::detail::kFormRefusals), std::end(quire::detail::kFormRefusals),
                                      [&](std::string_view refusal) { return message.starts_with(refusal); });
  return path.empty() || (!is_of_bind && has_word(message, last_name(path)));
}

/// `age: Please enter a number.`, unless the message names the field.
std::string with_name(std::string_view path, const std::string& message) {
  return names_field(message, path) ? message : std::string(path) + ": " + message;
}

}  // namespace

FormState::FormState(PageContext& context, const FormOptions& options)
    : page_(context.page()), ids_(made(page_.form_ids_)) {
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

Field FormState::field(PageContext& context, const el::Argument& path, PathEnd end) const {
  Field field;
  field.path = text_of(context, path);
  field.value = find_field(model_, field.path, "the model");
  check_end(field.value, field.path, end);
  if (const Value* rejected = errors_.find(kRejected))
    if (const Value* texts = rejected->find(field.path)) field.rejected = *texts;
  field.has_errors = !messages(field.path).empty();
  return field;
}

std::vector<std::string> FormState::messages(std::string_view path) const {
  std::vector<std::string> all;
  if (errors_.is_null()) return all;
  const bool is_of_all = path == "*";
  const Value* rejected = errors_.find(kRejected);
  for (const auto& [key, value] : errors_.as_map()) {
    if (key == kRejected || (!is_of_all && key != path)) continue;
    const bool is_rejected = is_of_all && rejected != nullptr && rejected->find(key) != nullptr;
    for (const std::string& text : texts_of(value)) all.push_back(is_rejected ? with_name(key, text) : text);
  }
  return all;
}

void FormState::mark(Writer& out, const std::string& path) {
  if (!marked_.insert(path).second) return;
  out.raw("<input type=\"hidden\" name=\"_");
  write_escaped(out, path);
  out.raw("\" value=\"1\">");
}

std::string FormState::set_field(StartTag& tag, const Field& field, IdKind kind) {
  std::string id = tag.given("id");
  if (!tag.is_given("id")) tag.set("id", id = ids_.field(field.path, kind));
  else ids_.note(field.path, id);
  tag.set("name", field.path);
  if (!field.has_errors) return id;
  tag.set_unless_given("aria-invalid", "true");
  tag.set_unless_given("aria-describedby", ids_.errors(field.path));
  return id;
}

}  // namespace quire::form
