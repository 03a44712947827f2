#include <quire/el_operators.h>

#include "runtime/api/el/object.h"
#include "runtime/api/el/operand.h"

#include <cmath>
#include <string>

namespace quire::el {

namespace {

Operand number(const Operand& operand, std::string_view operation) {
  if (const auto number = number_of(operand)) return *number;
  throw Error(describe(operand) + " is not a number, and cannot be " + std::string(operation));
}

bool is_double(const Operand& operand) { return operand.kind == Value::Kind::kDouble; }

/// Calculates with integers, or with doubles if an operand is one.
template <class F>
const Value& calculate(PageContext& context, const Argument& a, const Argument& b, std::string_view operation,
                       const F& function) {
  const Operand left = number(Operand(context, a), operation);
  const Operand right = number(Operand(context, b), operation);
  if (is_double(left) || is_double(right)) return detail::keep(context, function(left.as_double(), right.as_double()));
  return detail::keep(context, function(left.integer, right.integer));
}

[[noreturn]] void refuse_comparison(const Operand& a, const Operand& b) {
  throw Error(describe(a) + " cannot be compared with " + describe(b));
}

struct Numbers {
  Operand a;
  Operand b;
};

/// For a comparison in which at least one operand is a number.
Numbers numbers(const Operand& a, const Operand& b) {
  const auto left = number_of(a);
  const auto right = number_of(b);
  if (!left || !right) refuse_comparison(a, b);
  return {*left, *right};
}

/// Nullopt for text that is not ISO 8601, and for what is neither text nor a time.
std::optional<Time> time_of(const Operand& operand) {
  if (operand.is_time()) return operand.items->as_time();
  Time time;
  if (operand.is_text() && quire::detail::read_time(operand.text, time)) return time;
  return std::nullopt;
}

bool is_of_calendar(const Time& time) { return time.form == Time::Form::kDateTime || time.form == Time::Form::kDate; }

/// Negative, 0 or positive. A date is its midnight.
int compare(const Time& a, const Time& b) {
  if (a.seconds != b.seconds) return a.seconds < b.seconds ? -1 : 1;
  if (a.nanoseconds != b.nanoseconds) return a.nanoseconds < b.nanoseconds ? -1 : 1;
  return 0;
}

/// For a comparison in which at least one operand is a time.
int compare_times(const Operand& a, const Operand& b) {
  const auto left = time_of(a);
  const auto right = time_of(b);
  if (!left || !right) refuse_comparison(a, b);
  if (left->form != right->form && !(is_of_calendar(*left) && is_of_calendar(*right)))
    throw Error(describe(a) + " cannot be compared with " + describe(b) +
                ": only one of them has a zone, a date or a time of day");
  return compare(*left, *right);
}

}  // namespace

const Value& add(PageContext& context, const Argument& a, const Argument& b) {
  return calculate(context, a, b, "added", [](auto x, auto y) { return detail::sum(x, y); });
}

const Value& subtract(PageContext& context, const Argument& a, const Argument& b) {
  return calculate(context, a, b, "subtracted", [](auto x, auto y) { return detail::difference(x, y); });
}

const Value& multiply(PageContext& context, const Argument& a, const Argument& b) {
  return calculate(context, a, b, "multiplied", [](auto x, auto y) { return detail::product(x, y); });
}

const Value& modulo(PageContext& context, const Argument& a, const Argument& b) {
  if (Operand(context, a).is_null() && Operand(context, b).is_null()) return detail::keep(context, 0);
  return calculate(context, a, b, "divided", [](auto x, auto y) { return detail::remainder(x, y); });
}

const Value& divide(PageContext& context, const Argument& a, const Argument& b) {
  const Operand left(context, a);
  const Operand right(context, b);
  if (left.is_null() && right.is_null()) return detail::keep(context, 0);
  return detail::keep(context, number(left, "divided").as_double() / number(right, "divided").as_double());
}

const Value& negate(PageContext& context, const Argument& a) {
  const Operand operand = number(Operand(context, a), "negated");
  if (is_double(operand)) return detail::keep(context, -operand.real);
  return detail::keep(context, detail::difference(0LL, operand.integer));
}

const Value& concat(PageContext& context, const Argument& a, const Argument& b) {
  std::string text = text_of(Operand(context, a));
  return detail::keep(context, std::move(text += text_of(Operand(context, b))));
}

bool equal(const Operand& a, const Operand& b) {
  if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
  if (a.is_number() || b.is_number()) {
    const auto [left, right] = numbers(a, b);
    return is_double(left) || is_double(right) ? left.as_double() == right.as_double() : left.integer == right.integer;
  }
  if (a.kind == Value::Kind::kBool || b.kind == Value::Kind::kBool) {
    const auto left = condition_of(a);
    const auto right = condition_of(b);
    if (!left || !right) refuse_comparison(a, b);
    return *left == *right;
  }
  if (a.is_time() || b.is_time()) return compare_times(a, b) == 0;
  if (a.is_text() || b.is_text()) return a.is_text() && b.is_text() ? a.text == b.text : text_of(a) == text_of(b);
  return *a.items == *b.items;
}

bool less(const Operand& a, const Operand& b) {
  if (a.is_null() || b.is_null()) return false;
  if (a.is_number() || b.is_number()) {
    const auto [left, right] = numbers(a, b);
    return is_double(left) || is_double(right) ? left.as_double() < right.as_double() : left.integer < right.integer;
  }
  if (a.is_time() || b.is_time()) return compare_times(a, b) < 0;
  if (a.is_text() || b.is_text()) return a.is_text() && b.is_text() ? a.text < b.text : text_of(a) < text_of(b);
  if (a.kind == Value::Kind::kBool && b.kind == Value::Kind::kBool) return a.integer < b.integer;
  refuse_comparison(a, b);
}

bool equal(PageContext& context, const Argument& a, const Argument& b) {
  return equal(Operand(context, a), Operand(context, b));
}

bool less(PageContext& context, const Argument& a, const Argument& b) {
  return less(Operand(context, a), Operand(context, b));
}

bool less_equal(PageContext& context, const Argument& a, const Argument& b) {
  const Operand left(context, a);
  const Operand right(context, b);
  if (left.is_null() || right.is_null()) return left.is_null() && right.is_null();
  // Not as `!(b < a)`, because NaN is not comparable.
  return less(left, right) || equal(left, right);
}

bool test(PageContext& context, const Argument& a) {
  const Operand operand(context, a);
  if (const auto condition = condition_of(operand)) return *condition;
  throw Error(describe(operand) + " is not a condition, which is a boolean or text");
}

bool is_null(PageContext& context, const Argument& a) {
  switch (a.kind()) {
    case Argument::Kind::kNull:
      return true;
    case Argument::Kind::kValue:
    case Argument::Kind::kOther:
      break;
    default:
      return false;
  }
  const Value& value = a.in(context);
  return value.kind() == Value::Kind::kObject ? value.as_object().is_null() : value.is_null();
}

bool is_empty(PageContext& context, const Argument& a) {
  if (a.kind() == Argument::Kind::kValue && a.as_value().kind() == Value::Kind::kObject)
    return a.as_value().as_object().is_empty(context);
  const Operand operand(context, a);
  switch (operand.kind) {
    case Value::Kind::kNull:
      return true;
    case Value::Kind::kString:
      return operand.text.empty();
    case Value::Kind::kList:
    case Value::Kind::kMap:
      return operand.items->size() == 0;
    default:
      return false;
  }
}

namespace detail {

void refuse_modulo() { throw Error("an integer cannot be divided by 0"); }

double remainder(double a, double b) { return std::fmod(a, b); }

}  // namespace detail

}  // namespace quire::el
