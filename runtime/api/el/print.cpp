#include <quire/el.h>

#include "runtime/api/el/operand.h"

#include <stdexcept>

namespace quire::el {

namespace {

void print_text(Writer& out, PageContext& context, const Value& value, bool is_escaped) {
  const Value& data = settle(context, value);
  const std::string text = data.kind() == Value::Kind::kString ? data.as_string() : text_of(context, data);
  if (is_escaped && !data.is_html()) out.escape_html(text);
  else out.raw(text);
}

void print_place(Writer& out, const Place& place, const Value& value) {
  const bool is_script = place.part == Part::kJs || place.part == Part::kJson;
  const bool is_composed = value.kind() == Value::Kind::kList || value.kind() == Value::Kind::kMap;
  if (value.is_null()) quire::detail::print_null(out, place);
  else if (is_composed && !is_script) quire::print_in(out, place, plain_text(value));
  else quire::print_in(out, place, value);
}

}  // namespace

void print_html(Writer& out, PageContext& context, const Value& value) {
  if (value.kind() == Value::Kind::kString && !value.is_html()) out.escape_html(value.as_string());
  else if (!value.is_null()) print_text(out, context, value, true);
  detail::finish(context);
}

void print_html(Writer& out, PageContext& context, double value) { print_html(out, context, Value(value)); }

void print_raw(Writer& out, PageContext& context, double value) { print_raw(out, context, Value(value)); }

void print_raw(Writer& out, PageContext& context, const Value& value) {
  if (!value.is_null()) print_text(out, context, value, false);
  detail::finish(context);
}

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
