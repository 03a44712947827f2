#include "runtime/api/el/arena.h"
#include "runtime/api/el/methods.h"
#include "runtime/api/el/operand.h"
#include "runtime/api/el/property_object.h"

#include <quire/el_operators.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

// Streams (Expression Language 6.1, 2.3). Each operation is carried out on all items at once, which gives the same
// results: streams come from lists, which end.

namespace quire::el {

namespace {

const Value& apply_all(PageContext& context, const Value& function, Values arguments) {
  if (function.kind() != Value::Kind::kObject)
    throw Error(describe(context, function) + " is not a lambda, which an operation of a stream needs");
  return function.as_object().invoke(context, arguments);
}

const Value& apply(PageContext& context, const Value& function, const Value& item) {
  const Value* arguments[] = {&item};
  return apply_all(context, function, arguments);
}

const Value& apply(PageContext& context, const Value& function, const Value& a, const Value& b) {
  const Value* arguments[] = {&a, &b};
  return apply_all(context, function, arguments);
}

/// The result of an operation that may have none (2.3.1).
class Optional final : public Object {
 public:
  Optional() : value_(), has_value_(false) {}
  explicit Optional(Value value) : value_(std::move(value)), has_value_(true) {}

  std::string what() const override { return has_value_ ? "an optional value" : "the missing result of a stream"; }

  const Value& call(PageContext& context, std::string_view name, Values arguments) const override {
    const std::string method = snake_case(name);
    if (arguments.empty() && method == "get") return required();
    if (arguments.empty() && method == "is_present") return detail::keep(context, has_value_);
    if (arguments.empty() && method == "is_empty") return detail::keep(context, !has_value_);
    if (arguments.size() != 1) return Object::call(context, name, arguments);
    if (method == "or_else") return has_value_ ? value_ : *arguments[0];
    if (method == "or_else_get") {
      if (arguments[0]->kind() != Value::Kind::kObject)
        throw Error("`orElseGet` takes a lambda; `orElse` takes a value");
      return has_value_ ? value_ : arguments[0]->as_object().invoke(context, {});
    }
    if (method == "if_present") {
      if (has_value_) apply(context, *arguments[0], value_);
      return detail::null();
    }
    return Object::call(context, name, arguments);
  }
  const Value& get(PageContext& context, std::string_view name) const override {
    if (has_value_ && value_.kind() == Value::Kind::kMap) {
      const Value* found = value_.find(name);
      return found == nullptr ? detail::null() : *found;
    }
    return Object::get(context, name);
  }
  Value data(PageContext&) const override { return required(); }
  bool is_empty(PageContext&) const override { return !has_value_; }
  bool is_null() const override { return !has_value_; }

 private:
  const Value& required() const {
    if (!has_value_) throw Error("an empty stream has no such result; write `.orElse(…)` or `?? …`");
    return value_;
  }

  const Value value_;
  const bool has_value_;
};

/// `iterator()`, which `hasNext()` and `next()` read.
class Iterator final : public Object {
 public:
  explicit Iterator(Value::List items) : items_(std::move(items)) {}

  std::string what() const override { return "an iterator"; }
  const Value& call(PageContext& context, std::string_view name, Values arguments) const override {
    const std::string method = snake_case(name);
    if (arguments.empty() && method == "has_next") return detail::keep(context, next_ < items_.size());
    if (!arguments.empty() || method != "next") return Object::call(context, name, arguments);
    if (next_ == items_.size()) throw Error("the iterator is at its end");
    return items_[next_++];
  }
  Value data(PageContext&) const override {
    return Value::list({items_.begin() + static_cast<std::ptrdiff_t>(next_), items_.end()});
  }

 private:
  const Value::List items_;
  mutable std::size_t next_ = 0;
};

class Stream;
using Operation = const Value& (*)(PageContext& context, const Value::List& items, Values arguments);

struct StreamMethod {
  std::string_view name;
  std::size_t arguments;
  Operation operation;
};

const Value& optional(PageContext& context, Value value) {
  return Arena::of(context).keep(std::make_unique<Optional>(std::move(value)));
}

const Value& no_value(PageContext& context) { return Arena::of(context).keep(std::make_unique<Optional>()); }

bool is_true(PageContext& context, const Value& predicate, const Value& item) {
  return test(context, apply(context, predicate, item));
}

const Value& filter(PageContext& context, const Value::List& items, Values arguments) {
  Value::List kept;
  for (const Value& item : items)
    if (is_true(context, *arguments[0], item)) kept.push_back(item);
  return stream_of(context, std::move(kept));
}

const Value& map_items(PageContext& context, const Value::List& items, Values arguments) {
  Value::List mapped;
  for (const Value& item : items) mapped.push_back(apply(context, *arguments[0], item));
  return stream_of(context, std::move(mapped));
}

const Value& flat_map(PageContext& context, const Value::List& items, Values arguments) {
  Value::List mapped;
  for (const Value& item : items) {
    const Value& part = settle(context, apply(context, *arguments[0], item));
    if (part.kind() != Value::Kind::kList)
      throw Error("`flatMap` needs a lambda that returns a stream, not " + describe(context, part));
    for (const Value& each : part.as_list()) mapped.push_back(each);
  }
  return stream_of(context, std::move(mapped));
}

const Value& distinct(PageContext& context, const Value::List& items, Values) {
  return stream_of(context, distinct_items(items));
}

/// Not `std::sort`, which needs an order without contradictions; the page's comparison may have some.
template <class F>
const Value& sorted_by(PageContext& context, const Value::List& items, const F& precedes) {
  Value::List sorted(items);
  Value::List merged(items.size());
  for (std::size_t width = 1; width < sorted.size(); width *= 2) {
    for (std::size_t begin = 0; begin < sorted.size(); begin += 2 * width) {
      const std::size_t middle = std::min(begin + width, sorted.size());
      const std::size_t end = std::min(begin + 2 * width, sorted.size());
      std::size_t left = begin;
      std::size_t right = middle;
      for (std::size_t at = begin; at < end; ++at) {
        const bool takes_right = right < end && (left == middle || precedes(sorted[right], sorted[left]));
        merged[at] = sorted[takes_right ? right++ : left++];
      }
    }
    std::swap(sorted, merged);
  }
  return stream_of(context, std::move(sorted));
}

const Value& sorted(PageContext& context, const Value::List& items, Values) {
  return sorted_by(context, items, [&](const Value& a, const Value& b) { return compare(context, a, b) < 0; });
}

const Value& sorted_as(PageContext& context, const Value::List& items, Values arguments) {
  return sorted_by(context, items, [&](const Value& a, const Value& b) {
    return less(context, apply(context, *arguments[0], a, b), 0);
  });
}

const Value& for_each(PageContext& context, const Value::List& items, Values arguments) {
  for (const Value& item : items) apply(context, *arguments[0], item);
  return detail::null();
}

const Value& peek(PageContext& context, const Value::List& items, Values arguments) {
  for_each(context, items, arguments);
  return stream_of(context, items);
}

const Value& iterator(PageContext& context, const Value::List& items, Values) {
  return Arena::of(context).keep(std::make_unique<Iterator>(items));
}

/// A position that an operation is given: not negative.
std::size_t position(PageContext& context, const Value& value) {
  const auto number = number_of(Operand(context, value));
  if (!number || number->kind != Value::Kind::kInteger || number->integer < 0)
    throw Error(describe(context, value) + " is not a position in a stream, which is 0 or more");
  return static_cast<std::size_t>(number->integer);
}

const Value& part(PageContext& context, const Value::List& items, std::size_t begin, std::size_t end) {
  end = std::min(end, items.size());
  begin = std::min(begin, end);
  const auto first = items.begin();
  return stream_of(context, {first + static_cast<std::ptrdiff_t>(begin), first + static_cast<std::ptrdiff_t>(end)});
}

const Value& limit(PageContext& context, const Value::List& items, Values arguments) {
  return part(context, items, 0, position(context, *arguments[0]));
}

const Value& substream(PageContext& context, const Value::List& items, Values arguments) {
  return part(context, items, position(context, *arguments[0]), items.size());
}

const Value& substream_to(PageContext& context, const Value::List& items, Values arguments) {
  return part(context, items, position(context, *arguments[0]), position(context, *arguments[1]));
}

const Value& to_list(PageContext& context, const Value::List& items, Values) {
  return detail::keep(context, Value::list(items));
}

const Value& reduce_from(PageContext& context, const Value::List& items, Values arguments) {
  const Value* result = arguments[0];
  for (const Value& item : items) result = &apply(context, *arguments[1], *result, item);
  return *result;
}

const Value& reduce(PageContext& context, const Value::List& items, Values arguments) {
  if (items.empty()) return no_value(context);
  const Value* result = &items.front();
  for (std::size_t at = 1; at < items.size(); ++at) result = &apply(context, *arguments[0], *result, items[at]);
  return optional(context, *result);
}

/// The item that precedes all others.
template <class F>
const Value& first_by(PageContext& context, const Value::List& items, const F& precedes) {
  if (items.empty()) return no_value(context);
  const Value* found = &items.front();
  for (const Value& item : items)
    if (precedes(item, *found)) found = &item;
  return optional(context, *found);
}

const Value& max(PageContext& context, const Value::List& items, Values) {
  return first_by(context, items, [&](const Value& a, const Value& b) { return compare(context, a, b) > 0; });
}

const Value& max_as(PageContext& context, const Value::List& items, Values arguments) {
  return first_by(context, items, [&](const Value& a, const Value& b) {
    return less(context, 0, apply(context, *arguments[0], a, b));
  });
}

const Value& min(PageContext& context, const Value::List& items, Values) {
  return first_by(context, items, [&](const Value& a, const Value& b) { return compare(context, a, b) < 0; });
}

const Value& min_as(PageContext& context, const Value::List& items, Values arguments) {
  return first_by(context, items, [&](const Value& a, const Value& b) {
    return less(context, apply(context, *arguments[0], a, b), 0);
  });
}

const Value& sum(PageContext& context, const Value::List& items, Values) {
  const Value* total = &detail::keep(context, 0);
  for (const Value& item : items) total = &add(context, *total, item);
  return *total;
}

const Value& average(PageContext& context, const Value::List& items, Values arguments) {
  if (items.empty()) return no_value(context);
  return optional(context, divide(context, sum(context, items, arguments), static_cast<long long>(items.size())));
}

const Value& count(PageContext& context, const Value::List& items, Values) {
  return detail::keep(context, items.size());
}

/// Whether an item for which the predicate is `wanted` decides; without items there is no result.
const Value& match(PageContext& context, const Value::List& items, const Value& predicate, bool wanted, bool result) {
  if (items.empty()) return no_value(context);
  for (const Value& item : items)
    if (is_true(context, predicate, item) == wanted) return optional(context, result);
  return optional(context, !result);
}

const Value& any_match(PageContext& context, const Value::List& items, Values arguments) {
  return match(context, items, *arguments[0], true, true);
}

const Value& all_match(PageContext& context, const Value::List& items, Values arguments) {
  return match(context, items, *arguments[0], false, false);
}

const Value& none_match(PageContext& context, const Value::List& items, Values arguments) {
  return match(context, items, *arguments[0], true, false);
}

const Value& find_first(PageContext& context, const Value::List& items, Values) {
  return items.empty() ? no_value(context) : optional(context, items.front());
}

constexpr StreamMethod kMethods[] = {
    {"all_match", 1, all_match},
    {"any_match", 1, any_match},
    {"average", 0, average},
    {"count", 0, count},
    {"distinct", 0, distinct},
    {"filter", 1, filter},
    {"find_first", 0, find_first},
    {"flat_map", 1, flat_map},
    {"for_each", 1, for_each},
    {"iterator", 0, iterator},
    {"limit", 1, limit},
    {"map", 1, map_items},
    {"max", 0, max},
    {"max", 1, max_as},
    {"min", 0, min},
    {"min", 1, min_as},
    {"none_match", 1, none_match},
    {"peek", 1, peek},
    {"reduce", 1, reduce},
    {"reduce", 2, reduce_from},
    {"sorted", 0, sorted},
    {"sorted", 1, sorted_as},
    {"substream", 1, substream},
    {"substream", 2, substream_to},
    {"sum", 0, sum},
    {"to_array", 0, to_list},
    {"to_list", 0, to_list},
};

class Stream final : public Object {
 public:
  explicit Stream(Value::List items) : items_(std::move(items)) {}

  std::string what() const override { return "a stream"; }
  const Value& call(PageContext& context, std::string_view name, Values arguments) const override {
    const std::string method = snake_case(name);
    for (const StreamMethod& each : kMethods)
      if (each.name == method && each.arguments == arguments.size()) return each.operation(context, items_, arguments);
    return Object::call(context, name, arguments);
  }
  Value data(PageContext&) const override { return Value::list(items_); }
  bool is_empty(PageContext&) const override { return items_.empty(); }

 private:
  const Value::List items_;
};

}  // namespace

const Value& stream_of(PageContext& context, Value::List items) {
  return Arena::of(context).keep(std::make_unique<Stream>(std::move(items)));
}

}  // namespace quire::el
