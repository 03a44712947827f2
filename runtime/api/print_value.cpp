#include <quire/codec.h>
#include <quire/print_in.h>
#include <quire/trusted.h>
#include <quire/value.h>

#include "runtime/api/escape/layer.h"
#include "runtime/api/escape/part.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace quire {

namespace {

void print_list(Writer& out, const Place& place, const Value::List& items) {
  detail::Layer layer(out, place.within);
  std::string_view separator = "[";
  for (const Value& item : items) {
    layer.put(std::exchange(separator, ","));
    print_in(out, place, item);
  }
  layer.put(items.empty() ? "[]" : "]");
}

void print_map(Writer& out, const Place& place, const Value::Map& entries) {
  detail::Layer layer(out, place.within);
  std::string_view separator = "{";
  for (const auto& [key, value] : entries) {
    layer.put(std::exchange(separator, ","));
    detail::put_json_key(layer, place.part, key);
    print_in(out, place, value);
  }
  layer.put(entries.empty() ? "{}" : "}");
}

}  // namespace

void print_in(Writer& out, const Place& place, const Value& value) {
  switch (value.kind()) {
    case Value::Kind::kNull:
      return detail::print_missing(out, place, "a null `quire::Value`");
    case Value::Kind::kBool:
      return print_in(out, place, value.as_bool());
    case Value::Kind::kInteger:
      return print_in(out, place, value.as_integer());
    case Value::Kind::kDouble:
      return print_in(out, place, value.as_double());
    case Value::Kind::kString:
      if (value.is_html()) return print_in(out, place, trust_html(value.as_string()));
      return print_in(out, place, std::string_view(value.as_string()));
    case Value::Kind::kTime:
      return print_in(out, place, std::string_view(detail::time_text(value.as_time())));
    case Value::Kind::kList:
    case Value::Kind::kMap:
    case Value::Kind::kObject:
      break;
  }
  if (place.part != Part::kJs && place.part != Part::kJson)
    throw std::logic_error("a `quire::Value` that is a " + std::string(value.kind_name()) +
                           " can be printed only in JavaScript and JSON; print its items");
  detail::without_objects(value);
  if (value.kind() == Value::Kind::kList) print_list(out, place, value.as_list());
  else print_map(out, place, value.as_map());
}

}  // namespace quire
