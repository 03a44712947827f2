#include <quire/el.h>
#include <quire/form_errors.h>

#include <algorithm>

namespace quire {

namespace {

using Texts = std::vector<std::pair<std::string, std::vector<std::string>>>;

template <class Entries>
auto find_path(Entries& entries, std::string_view path) {
  return std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.first == path; });
}

std::vector<std::string>& texts_at(Texts& entries, std::string_view path) {
  const auto found = find_path(entries, path);
  return found == entries.end() ? entries.emplace_back(path, std::vector<std::string>()).second : found->second;
}

Value map_of(const Texts& entries) {
  Value map = Value::map({});
  for (const auto& [path, texts] : entries) map.set(path, Value::list(Value::List(texts.begin(), texts.end())));
  return map;
}

}  // namespace

FormErrors::FormErrors() = default;
FormErrors::~FormErrors() = default;
FormErrors::FormErrors(const FormErrors& other) = default;
FormErrors::FormErrors(FormErrors&& other) noexcept = default;
FormErrors& FormErrors::operator=(const FormErrors& other) = default;
FormErrors& FormErrors::operator=(FormErrors&& other) noexcept = default;

void FormErrors::add(std::string_view path, std::string_view message) {
  texts_at(messages_, path).emplace_back(message);
}

void FormErrors::reject(std::string_view path, const std::vector<std::string_view>& texts, std::string_view message) {
  add(path, message);
  texts_at(rejected_, path).assign(texts.begin(), texts.end());
}

FormErrors::const_iterator FormErrors::find(std::string_view path) const { return find_path(messages_, path); }

Value FormErrors::value() const {
  Value map = map_of(messages_);
  if (!rejected_.empty()) map.set("_rejected", map_of(rejected_));
  return map;
}

const Value& FormErrors::kept(PageContext& context) const { return el::detail::keep(context, value()); }

}  // namespace quire
