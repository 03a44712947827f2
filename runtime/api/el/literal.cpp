#include <quire/el_literal.h>

#include <quire/el_operators.h>

#include "runtime/api/el/arena.h"
#include "runtime/api/el/methods.h"
#include "runtime/api/el/operand.h"

#include <utility>

namespace quire::el {

namespace {

Value::List values_of(PageContext& context, Arguments items) {
  Value::List list;
  for (const Argument& item : items) list.push_back(item.in(context));
  return list;
}

}  // namespace

const Value& list(PageContext& context, Arguments items) {
  return detail::keep(context, Value::list(values_of(context, items)));
}

const Value& set_of(PageContext& context, Arguments items) {
  return detail::keep(context, Value::list(distinct_items(values_of(context, items))));
}

const Value& map(PageContext& context, std::initializer_list<Entry> entries) {
  Value::Map map;
  for (const Entry& entry : entries) {
    std::string key = text_of(Operand(context, entry.key));
    map.emplace_back(std::move(key), entry.value.in(context));
  }
  return detail::keep(context, Value::map(std::move(map)));
}

bool hold(PageContext& context, const Argument& a) {
  const Value& value = a.in(context);
  const bool is_true = test(context, value);
  Arena::of(context).held = &value;
  return is_true;
}

bool hold_unless_null(PageContext& context, const Argument& a) {
  const Value& value = a.in(context);
  if (is_null(context, Argument(value))) return false;
  Arena::of(context).held = &value;
  return true;
}

const Value& held(PageContext& context) { return *Arena::of(context).held; }

}  // namespace quire::el
