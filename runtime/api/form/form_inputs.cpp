#include "runtime/api/form/csrf_names.h"

#include <quire/convert.h>
#include <quire/csrf.h>
#include <quire/form_errors.h>
#include <quire/form_path_message.h>
#include <quire/form_text.h>
#include <quire/request.h>

#include <algorithm>
#include <map>
#include <stdexcept>

namespace quire::detail {

namespace {

/// No form has longer names; limits how deep a path can lead into a type that contains itself.
constexpr std::size_t kMaxPath = 256;

/// Whether `path` is `outer`, or in it.
bool is_within(std::string_view path, std::string_view outer) {
  return path.starts_with(outer) &&
         (path.size() == outer.size() || path[outer.size()] == '.' || path[outer.size()] == '[');
}

}  // namespace

void refuse_bound_path(std::string_view path, const PathRefusal& refusal) {
  throw std::invalid_argument("quire::bind: " + std::string(explained(refusal, path, "the struct").text()));
}

std::vector<FormInput> form_inputs(PageContext& context, std::initializer_list<std::string_view> only) {
  form::check_csrf(context);
  std::vector<FormInput> inputs;
  // Anyone can make a link with parameters, which a form without an action of its own keeps.
  const Request& request = context.request();
  const bool is_query = request.method() == "GET" || request.method() == "HEAD";
  std::map<std::string_view, std::size_t> positions;
  for (const auto& [name, text] : is_query ? request.param_map() : request.form_params()) {
    const bool is_marker = name.starts_with('_');
    const std::string_view path = name.substr(is_marker ? 1 : 0);
    if (name == form::kCsrfName || path.empty() || path.size() > kMaxPath) continue;
    const auto is_around = [&](std::string_view outer) { return is_within(path, outer); };
    if (only.size() != 0 && std::none_of(only.begin(), only.end(), is_around)) continue;
    const auto [position, is_new] = positions.emplace(path, inputs.size());
    if (is_new) inputs.push_back({path, {}, only.size() != 0});
    if (!is_marker) inputs[position->second].texts.push_back(text);
  }
  return inputs;
}

std::string_view trimmed_form_text(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

std::string whole_number_wanted(std::string_view text, long long low, unsigned long long high) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const bool is_whole = !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
  const std::string wanted(kWholeNumberWanted);
  if (!is_whole) return wanted + ".";
  return wanted + " from " + std::to_string(low) + " to " + std::to_string(high) + ".";
}

bool read_form_bool(std::string_view text, bool& value) {
  try {
    value = param_bool({}, text);
    return true;
  } catch (const BadRequest&) {
    return false;
  }
}

namespace {

Value list_of(const std::vector<std::string_view>& texts) {
  Value::List items;
  for (const std::string_view text : texts)
    if (!text.empty()) items.emplace_back(text);
  return Value::list(std::move(items));
}

/// Sets a value of the kind that there is.
template <class T>
void set_as(Value& value, const FormInput& input, FormErrors& errors) {
  T read{};
  const std::string refusal = read_form_text(input.texts.front(), read);
  if (refusal.empty()) value = read;
  else errors.reject(input.path, input.texts, refusal);
}

bool set_value(Value& value, const FormInput& input, FormErrors& errors) {
  const std::vector<std::string_view>& texts = input.texts;
  switch (value.kind()) {
    case Value::Kind::kMap:
      return false;
    case Value::Kind::kList:
      value = list_of(texts);
      return true;
    case Value::Kind::kBool:
      if (texts.empty()) value = false;
      else set_as<bool>(value, input, errors);
      return true;
    case Value::Kind::kInteger:
      if (!texts.empty()) set_as<long long>(value, input, errors);
      return true;
    case Value::Kind::kDouble:
      if (!texts.empty()) set_as<double>(value, input, errors);
      return true;
    default:
      if (texts.size() > 1) value = list_of(texts);
      else value = texts.empty() ? Value() : Value(texts.front());
      return true;
  }
}

bool set_item(Value& list, std::size_t index, FormPath path, const FormInput& input, FormErrors& errors);

bool set_entry(Value& map, std::string_view name, FormPath path, const FormInput& input, FormErrors& errors) {
  if (name.empty() || (map.kind() != Value::Kind::kMap && !(map.is_null() && input.may_add))) return false;
  const Value* found = map.find(name);
  if (found == nullptr && !input.may_add) return false;
  Value entry = found == nullptr ? Value() : *found;
  if (!bind_form_value(entry, path, input, errors)) return false;
  map.set(name, std::move(entry));
  return true;
}

}  // namespace

bool bind_form_value(Value& value, FormPath path, const FormInput& input, FormErrors& errors) {
  if (path.is_empty()) return set_value(value, input, errors);
  std::size_t index = 0;
  if (value.kind() == Value::Kind::kList) return path.take_index(index) && set_item(value, index, path, input, errors);
  // What is in brackets may be an index as well, if there is nothing yet.
  const std::string_view name = value.is_null() ? path.take_name() : path.take_key();
  return set_entry(value, name, path, input, errors);
}

namespace {

bool set_item(Value& list, std::size_t index, FormPath path, const FormInput& input, FormErrors& errors) {
  if (index >= list.size()) return false;
  Value item = list.at(index);
  if (!bind_form_value(item, path, input, errors)) return false;
  Value::List items = list.as_list();
  items[index] = std::move(item);
  list = Value::list(std::move(items));
  return true;
}

}  // namespace

}  // namespace quire::detail
