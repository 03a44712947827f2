#include "runtime/http/request_head.h"

#include "runtime/http/characters.h"

namespace quire::http {

Refusal RequestHead::parse(std::string_view head) {
  bytes_.assign(head);
  return check_head(bytes_, *this, fields_);
}

std::string_view RequestHead::find(std::string_view name) const {
  for (const FieldView& field : fields_)
    if (equals_ignoring_case(field.name, name)) return field.value;
  return {};
}

std::vector<std::string_view> RequestHead::find_all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const FieldView& field : fields_)
    if (equals_ignoring_case(field.name, name)) values.push_back(field.value);
  return values;
}

}  // namespace quire::http
