#include "runtime/api/form/form_state.h"
#include "runtime/api/form/model_path.h"

#include <algorithm>

namespace quire::form {

/// The options that are not in the body of a selection.
struct ListedOptions {
  ListedOptions(PageContext& context, const OptionsOptions& options)
      : items(el::stored(context, options.items)),
        value_path(text_of(context, options.itemValue)),
        label_path(text_of(context, options.itemLabel)) {}

  Value items;
  std::string value_path;
  std::string label_path;
};

/// A selection whose options are being written.
struct SelectState {
  FormState& form;
  Field field;
  ListedOptions items;
  bool has_marker = false;
};

namespace {

/// Writes the start tag.
void begin_option(PageContext& context, const SelectState& select, std::string_view value, Attributes attributes) {
  StartTag tag(context, "option", attributes);
  tag.set("value", value);
  if (select.field.has(value)) tag.set("selected");
  tag.end();
}

void write_option(PageContext& context, const SelectState& select, std::string_view value, std::string_view label,
                  Attributes attributes) {
  begin_option(context, select, value, attributes);
  write_escaped(context.out(), label);
  context.out().raw("</option>");
}

std::string part_of(const Value& item, const std::string& path, std::string_view attribute) {
  if (!path.empty()) return text_of(find_field(item, path, "the item"));
  if (item.kind() == Value::Kind::kMap || item.kind() == Value::Kind::kList)
    throw el::Error("the items of a selection are structs or lists; name the field that is shown in `" +
                    std::string(attribute) + "`");
  return text_of(item);
}

void write_options(PageContext& context, const SelectState& select, const ListedOptions& listed,
                   Attributes attributes) {
  const Value& items = listed.items;
  if (items.kind() == Value::Kind::kMap) {
    for (const auto& [key, item] : items.as_map())
      write_option(context, select, listed.value_path.empty() ? key : part_of(item, listed.value_path, "itemValue"),
                   part_of(item, listed.label_path, "itemLabel"), attributes);
  } else if (items.kind() == Value::Kind::kList) {
    for (const Value& item : items.as_list()) {
      const std::string value = part_of(item, listed.value_path, "itemValue");
      write_option(context, select, value,
                   listed.label_path.empty() ? value : part_of(item, listed.label_path, "itemLabel"), attributes);
    }
  } else if (items.kind() == Value::Kind::kString) {
    const std::string_view text = items.as_string();
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find(',', begin), text.size());
      const std::string_view part = text.substr(begin, end - begin);
      if (!part.empty()) write_option(context, select, part, part, attributes);
      begin = end + 1;
    }
  } else if (!items.is_null()) {
    throw el::Error("the items of a selection are a list, a map or text, not " + std::string(items.kind_name()));
  }
}

const SelectState& select_of(PageContext& context, std::string_view tag) {
  const SelectState* select = FormState::of(context, tag).select;
  if (select == nullptr)
    throw el::Error("`" + std::string(tag) + "` must be in a selection, between `<form:select>` and its end");
  return *select;
}

}  // namespace

Select::Select(PageContext& context, const SelectOptions& options, Attributes attributes)
    : context_(context), state_([&] {
        FormState& form = FormState::of(context, "form:select");
        if (form.select != nullptr) throw el::Error("a selection cannot be within another one");
        return new SelectState{form, form.field(context, options.path, PathEnd::kChoice),
                               ListedOptions(context, {options.items, options.itemValue, options.itemLabel})};
      }()) {
  const Field& field = state_->field;
  StartTag tag(context, "select", attributes);
  state_->form.set_field(tag, field, IdKind::kPlain);
  const bool is_multiple = tag.flag("multiple").value_or(field.is_list());
  if (is_multiple) tag.set("multiple");
  tag.end();
  state_->has_marker = is_multiple && !tag.is_given("disabled");
  state_->form.select = state_.get();
  el::detail::finish(context);
}

Select::~Select() { state_->form.select = nullptr; }

void Select::end() {
  write_options(context_, *state_, state_->items, {});
  context_.out().raw("</select>");
  if (state_->has_marker) state_->form.mark(context_.out(), state_->field.path);
  state_->form.select = nullptr;
}

void option(PageContext& context, const OptionOptions& options, Attributes attributes) {
  const SelectState& select = select_of(context, "form:option");
  const std::string value = text_of(context, options.value);
  begin_option(context, select, value, attributes);
  if (el::is_null(context, options.label)) write_escaped(context.out(), value);
  else if (is_html(context, options.label)) context.out().raw(options.label.in(context).as_string());
  else write_escaped(context.out(), text_of(context, options.label));
  context.out().raw("</option>");
  el::detail::finish(context);
}

void options(PageContext& context, const OptionsOptions& options, Attributes attributes) {
  const SelectState& select = select_of(context, "form:options");
  write_options(context, select, ListedOptions(context, options), attributes);
  el::detail::finish(context);
}

}  // namespace quire::form
