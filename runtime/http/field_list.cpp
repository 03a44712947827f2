#include "runtime/http/field_list.h"

#include "runtime/http/characters.h"

#include <algorithm>

namespace quire::http {

namespace {
/// Room for the fields of most responses.
constexpr std::size_t kFirstText = 256;
constexpr std::size_t kFirstFields = 8;
}  // namespace

void FieldList::add(std::string_view name, std::string_view value) {
  if (entries_.empty()) entries_.reserve(kFirstFields);
  const std::size_t begin = text_.size();
  // Either may be a view of this list.
  const std::size_t needed = begin + name.size() + value.size();
  if (needed > text_.capacity()) {
    std::pmr::string larger(text_.get_allocator());
    larger.reserve(std::max(kFirstText, 2 * needed));
    larger.append(text_).append(name).append(value);
    text_ = std::move(larger);
  } else {
    text_.append(name).append(value);
  }
  entries_.push_back({begin, name.size(), value.size()});
}

void FieldList::set(std::string_view name, std::string_view value) {
  erase_if([&](const FieldView& field) { return equals_ignoring_case(field.name, name); });
  add(name, value);
}

std::optional<std::string_view> FieldList::find(std::string_view name) const {
  for (const auto& [each, value] : *this)
    if (equals_ignoring_case(each, name)) return value;
  return std::nullopt;
}

}  // namespace quire::http
