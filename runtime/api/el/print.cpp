#include <quire/el.h>

#include "runtime/api/el/operand.h"

#include <stdexcept>

namespace quire::el {

namespace {

/// Prints what most expressions are; otherwise returns false.
bool print_simple(Writer& out, const Value& value, bool is_escaped) {
  if (value.kind() == Value::Kind::kString) {
    if (is_escaped && !value.is_html()) out.escape_html(value.as_string());
    else out.raw(value.as_string());
    return true;
  }
  if (value.kind() == Value::Kind::kInteger) quire::detail::print_signed(out, value.as_integer());
  return value.is_null() || value.kind() == Value::Kind::kInteger;
}

void print_other(Writer& out, PageContext& context, const Value& value, bool is_escaped) {
  const Value& data = settle(context, value);
  if (print_simple(out, data, is_escaped)) return;
  const std::string text = text_of(context, data);
  if (is_escaped) out.escape_html(text);
  else out.raw(text);
}

void print_text(Writer& out, PageContext& context, const Value& value, bool is_escaped) {
  if (!print_simple(out, value, is_escaped)) print_other(out, context, value, is_escaped);
  detail::finish(context);
}

void print_place(Writer& out, const Place& place, const Value& value) {
  const bool is_script = place.part == Part::kJs || place.part == Part::kJson;
  const bool is_composed = value.kind() == Value::Kind::kList || value.kind() == Value::Kind::kMap;
  if (value.is_null()) quire::detail::print_null(out, place);
  else if (is_composed && !is_script) quire::print_in(out, place, plain_text(value));
  else quire::print_in(out, place, value);
}

}  // namespace

void print_html(Writer& out, PageContext& context, const Value& value) { print_text(out, context, value, true); }

void print_html(Writer& out, PageContext& context, double value) { print_html(out, context, Value(value)); }

void print_raw(Writer& out, PageContext& context, double value) { print_raw(out, context, Value(value)); }

void print_raw(Writer& out, PageContext& context, const Value& value) { print_text(out, context, value, false); }

void print_in(Writer& out, PageContext& context, const Place& place, const Value& value) {
  print_place(out, place, settle(context, value));
  detail::finish(context);
}

Value number(std::string_view text) {
  const auto number = read_number(text);
  if (!number) {
    // An integer that does not fit.
    const auto real = text.empty() ? std::nullopt : read_number(std::string(text) + ".0");
    if (!real) throw std::invalid_argument("`" + std::string(text) + "` is not a number");
    return real->real;
  }
  return number->kind == Value::Kind::kInteger ? Value(number->integer) : Value(number->real);
}

}  // namespace quire::el
