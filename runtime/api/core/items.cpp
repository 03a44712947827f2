#include <quire/core_items.h>

#include <algorithm>

namespace quire::core {

namespace {

std::vector<std::string_view> split(std::string_view text, std::string_view delims) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = text.find_first_not_of(delims); begin != text.npos;
       begin = text.find_first_not_of(delims, begin)) {
    const std::size_t end = std::min(text.find_first_of(delims, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return parts;
}

std::string with_article(std::string_view noun) {
  return std::string(std::string_view("aeiou").find(noun[0]) == std::string_view::npos ? "a " : "an ").append(noun);
}

Value::List entries_of(const Value& map) {
  Value::List entries;
  for (const auto& [key, value] : map.as_map()) entries.push_back(Value::map({{"key", key}, {"value", value}}));
  return entries;
}

}  // namespace

ValueItems::ValueItems(Value value) : held_(std::move(value)) {
  switch (held_.kind()) {
    case Value::Kind::kNull:
      return;
    case Value::Kind::kList: {
      const Value::List& items = held_.as_list();
      begin_ = items.data();
      end_ = begin_ + items.size();
      return;
    }
    case Value::Kind::kMap:
      made_ = entries_of(held_);
      break;
    case Value::Kind::kString:
      for (const std::string_view part : split(held_.as_string(), ",")) made_.emplace_back(part);
      break;
    default:
      throw el::Error("a loop cannot go over " + with_article(held_.kind_name()) +
                      "; it goes over a list, a map or text, or counts with `begin` and `end`");
  }
  begin_ = made_.data();
  end_ = begin_ + made_.size();
}

TextItems::TextItems(std::string_view text, std::string_view delims) : text_(text), parts_(split(text_, delims)) {}

ValueItems::~ValueItems() = default;
TextItems::~TextItems() = default;

void detail::refuse_change() {
  throw el::Error("the items have changed while a loop goes over them; loop over a copy");
}

ValueItems items(PageContext& context, const Value& value) { return ValueItems(el::stored(context, value)); }
TextItems items(PageContext&, std::string_view text) { return TextItems(text); }

}  // namespace quire::core
