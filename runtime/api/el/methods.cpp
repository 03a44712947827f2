#include "runtime/api/el/methods.h"

#include <quire/el_call.h>
#include <quire/el_operators.h>

#include "runtime/api/el/operand.h"
#include "runtime/api/el/property_object.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <set>
#include <string>
#include <utility>

namespace quire::el {

namespace {

/// Of a number: its whole part, in the range of `T` as Java converts it.
template <class T>
long long whole(const Value& value) {
  if (value.kind() == Value::Kind::kInteger) return static_cast<T>(value.as_integer());
  const double number = value.as_double();
  using Limits = std::numeric_limits<T>;
  if (!(number == number)) return 0;
  if (number >= static_cast<double>(Limits::max())) return Limits::max();
  if (number <= static_cast<double>(Limits::min())) return Limits::min();
  return static_cast<T>(number);
}

const Value* call_number(const Call& call) {
  if (!call.arguments.empty()) return nullptr;
  const Value& number = call.object;
  if (call.method == "int_value") return &call.result(whole<int>(number));
  if (call.method == "long_value") return &call.result(whole<long long>(number));
  if (call.method == "double_value" || call.method == "float_value") return &call.result(number.as_double());
  if (call.method == "is_nan") return &call.result(number.as_double() != number.as_double());
  return nullptr;
}

const Value* call_own(const Call& call) {
  switch (call.object.kind()) {
    case Value::Kind::kString:
      return call_text(call);
    case Value::Kind::kList:
      return call_list(call);
    case Value::Kind::kMap:
      return call_map(call);
    case Value::Kind::kInteger:
    case Value::Kind::kDouble:
      return call_number(call);
    case Value::Kind::kBool:
      return call.is("boolean_value", 0) ? &call.object : nullptr;
    case Value::Kind::kNull:
    case Value::Kind::kTime:
    case Value::Kind::kObject:
      break;
  }
  return nullptr;
}

}  // namespace

std::string Call::text(std::size_t index) const { return text_of(context, argument(index)); }

long long Call::integer(std::size_t index) const {
  const auto number = number_of(Operand(context, argument(index)));
  if (!number || number->kind != Value::Kind::kInteger)
    throw Error("`" + method + "` takes an integer, not " + describe(context, argument(index)));
  return number->integer;
}

std::size_t checked_position(long long position, std::size_t size) {
  if (position < 0 || static_cast<unsigned long long>(position) > size)
    throw Error("position " + std::to_string(position) + " is not between 0 and " + std::to_string(size));
  return static_cast<std::size_t>(position);
}

int compare(PageContext& context, const Value& a, const Value& b) {
  const Operand left(context, a);
  const Operand right(context, b);
  if (less(left, right)) return -1;
  return less(right, left) ? 1 : 0;
}

bool equal_values(PageContext& context, const Value& a, const Value& b) {
  if (a.kind() == b.kind()) return a == b;
  const bool are_numbers = a.kind() != Value::Kind::kString && b.kind() != Value::Kind::kString;
  return are_numbers && Operand(context, a).is_number() && Operand(context, b).is_number() && equal(context, a, b);
}

Value::List distinct_items(const Value::List& items) {
  Value::List kept;
  std::set<std::pair<Value::Kind, std::string>> seen;
  for (const Value& item : items) {
    const bool is_plain =
        item.kind() != Value::Kind::kObject && item.kind() != Value::Kind::kList && item.kind() != Value::Kind::kMap;
    const bool is_new =
        is_plain ? seen.emplace(item.kind(), plain_text(item)).second : std::ranges::find(kept, item) == kept.end();
    if (is_new) kept.push_back(item);
  }
  return kept;
}

const Value* call_any(const Call& call) {
  if (call.is("to_string", 0)) return &call.result(text_of(call.context, call.object));
  if (call.is("equals", 1)) return &call.result(equal_values(call.context, call.object, call.argument(0)));
  if (call.is("compare_to", 1)) return &call.result(compare(call.context, call.object, call.argument(0)));
  return nullptr;
}

const Value& call_method(PageContext& context, const Value& object, std::string_view method, Values arguments) {
  if (object.is_null()) return detail::null();
  if (object.kind() == Value::Kind::kObject) return object.as_object().call(context, method, arguments);
  // A lambda that is the entry of a map.
  if (object.kind() == Value::Kind::kMap)
    if (const Value* entry = object.find(method); entry != nullptr && entry->kind() == Value::Kind::kObject)
      return entry->as_object().invoke(context, arguments);
  const Call call{context, object, snake_case(method), arguments};
  if (const Value* result = call_own(call)) return *result;
  if (const Value* result = call_any(call)) return *result;
  throw Error(describe(context, object) + " has no method `" + std::string(method) + "` with " +
              std::to_string(arguments.size()) + (arguments.size() == 1 ? " argument" : " arguments"));
}

const Value& detail::call(PageContext& context, const Value& object, std::string_view method, Arguments arguments) {
  return call_method(context, object, method, ArgumentValues(context, arguments).all());
}

}  // namespace quire::el
