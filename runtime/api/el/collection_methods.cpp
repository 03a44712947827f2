#include "runtime/api/el/methods.h"
#include "runtime/api/el/operand.h"
#include "runtime/api/el/property_object.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

// Methods of lists and maps, by the names of `java.util.List` and `java.util.Map`. Those that would change them are
// refused: a value is data, of which others may have a copy.

namespace quire::el {

namespace {

[[noreturn]] void refuse_change(const Call& call) {
  throw Error("`" + call.method + "` would change " + describe(call.context, call.object) +
              ", which expressions cannot; assign to an entry, as in `a.b = c`");
}

bool changes(std::string_view method) {
  constexpr std::string_view kNames[] = {"add",    "add_all",    "clear", "put", "put_all",
                                         "remove", "remove_all", "set",   "sort"};
  return std::ranges::find(kNames, method) != std::end(kNames);
}

long long position_of(const Call& call, const Value& wanted, bool is_last) {
  const Value::List& items = call.object.as_list();
  long long found = -1;
  for (std::size_t at = 0; at < items.size() && (is_last || found < 0); ++at)
    if (equal_values(call.context, items[at], wanted)) found = static_cast<long long>(at);
  return found;
}

const Value& item(const Call& call, long long position) {
  const Value::List& items = call.object.as_list();
  const std::size_t at = checked_position(position, items.size());
  if (at == items.size())
    throw Error("there is no item " + std::to_string(position) + " in a list of " + std::to_string(items.size()));
  return items[at];
}

Value part(const Call& call) {
  const Value::List& items = call.object.as_list();
  const std::size_t begin = checked_position(call.integer(0), items.size());
  const std::size_t end = checked_position(call.integer(1), items.size());
  if (end < begin)
    throw Error("a list cannot begin at " + std::to_string(begin) + " and end at " + std::to_string(end));
  const auto first = items.begin();
  return Value::list({first + static_cast<std::ptrdiff_t>(begin), first + static_cast<std::ptrdiff_t>(end)});
}

bool contains_all(const Call& call) {
  const Value& wanted = settle(call.context, call.argument(0));
  return wanted.kind() == Value::Kind::kList &&
         std::ranges::all_of(wanted.as_list(), [&](const Value& each) { return position_of(call, each, false) >= 0; });
}

const Value* call_item(const Call& call) {
  if (call.is("get", 1)) return &item(call, call.integer(0));
  if (call.is("get_first", 0)) return &item(call, 0);
  if (call.is("get_last", 0)) return &item(call, static_cast<long long>(call.object.size()) - 1);
  if (call.is("contains", 1)) return &call.result(position_of(call, call.argument(0), false) >= 0);
  if (call.is("contains_all", 1)) return &call.result(contains_all(call));
  if (call.is("index_of", 1)) return &call.result(position_of(call, call.argument(0), false));
  if (call.is("last_index_of", 1)) return &call.result(position_of(call, call.argument(0), true));
  return nullptr;
}

Value keys(const Value& map) {
  Value::List keys;
  for (const auto& entry : map.as_map()) keys.push_back(entry.first);
  return Value::list(std::move(keys));
}

Value values(const Value& map) {
  Value::List values;
  for (const auto& entry : map.as_map()) values.push_back(entry.second);
  return Value::list(std::move(values));
}

Value entries(const Value& map) {
  Value::List entries;
  for (const auto& [key, value] : map.as_map()) entries.push_back(Value::map({{"key", key}, {"value", value}}));
  return Value::list(std::move(entries));
}

const Value* call_size(const Call& call) {
  if (call.is("size", 0) || call.is("length", 0)) return &call.result(call.object.size());
  if (call.is("is_empty", 0) || call.is("empty", 0)) return &call.result(call.object.size() == 0);
  if (changes(call.method)) refuse_change(call);
  return nullptr;
}

/// A map stands for an object of Java, such as a cookie: `getValue()` is its entry `value`.
const Value* call_getter(const Call& call) {
  if (!call.arguments.empty()) return nullptr;
  for (const std::string_view prefix : {"get_", "is_"})
    if (call.method.starts_with(prefix))
      for (const auto& [key, value] : call.object.as_map())
        if (snake_case(key) == std::string_view(call.method).substr(prefix.size())) return &value;
  return nullptr;
}

}  // namespace

const Value* call_list(const Call& call) {
  if (const Value* result = call_size(call)) return result;
  if (call.is("stream", 0)) return &stream_of(call.context, call.object.as_list());
  if (call.is("iterator", 0)) {
    const Value& stream = stream_of(call.context, call.object.as_list());
    return &stream.as_object().call(call.context, "iterator", {});
  }
  if (call.is("sub_list", 2)) return &call.result(part(call));
  if (call.is("reversed", 0)) {
    const Value::List& items = call.object.as_list();
    return &call.result(Value::list({items.rbegin(), items.rend()}));
  }
  if (call.is("to_array", 0)) return &call.object;
  return call_item(call);
}

const Value* call_map(const Call& call) {
  if (const Value* result = call_size(call)) return result;
  const Value& map = call.object;
  if (call.is("key_set", 0)) return &call.result(keys(map));
  if (call.is("values", 0)) return &call.result(values(map));
  if (call.is("entry_set", 0)) return &call.result(entries(map));
  if (call.is("contains_key", 1)) return &call.result(map.find(call.text(0)) != nullptr);
  if (call.is("contains_value", 1))
    return &call.result(std::ranges::any_of(
        map.as_map(), [&](const auto& entry) { return equal_values(call.context, entry.second, call.argument(0)); }));
  const bool has_default = call.is("get_or_default", 2);
  if (!has_default && !call.is("get", 1)) return call_getter(call);
  const Value* found = map.find(call.text(0));
  if (found != nullptr) return found;
  return has_default ? &call.argument(1) : &detail::null();
}

}  // namespace quire::el
