#include <quire/functions.h>

#include "runtime/api/el/operand.h"
#include "runtime/api/el/text.h"

#include <quire/el_to.h>
#include <quire/writer.h>

#include <algorithm>
#include <string>
#include <utility>

namespace quire::fn {

namespace {

using el::text;

long long to_position(PageContext& context, const Argument& argument) {
  using Limits = std::numeric_limits<long long>;
  return el::detail::to_integer(context, argument, Limits::min(), Limits::max());
}

const Value& kept(PageContext& context, std::string_view text) { return el::detail::keep(context, text); }

}  // namespace

bool contains(PageContext& context, const Argument& argument, const Argument& part) {
  return text(context, argument).find(text(context, part)) != std::string_view::npos;
}

bool contains_ignore_case(PageContext& context, const Argument& argument, const Argument& part) {
  return el::folded(text(context, argument)).find(el::folded(text(context, part))) != std::string::npos;
}

bool starts_with(PageContext& context, const Argument& argument, const Argument& start) {
  return text(context, argument).starts_with(text(context, start));
}

bool ends_with(PageContext& context, const Argument& argument, const Argument& end) {
  return text(context, argument).ends_with(text(context, end));
}

long long index_of(PageContext& context, const Argument& argument, const Argument& part) {
  const std::string_view whole = text(context, argument);
  return el::position_at(whole, whole.find(text(context, part)));
}

long long length(PageContext& context, const Argument& value) {
  const el::Operand operand(context, value);
  switch (operand.kind) {
    case Value::Kind::kNull:
      return 0;
    case Value::Kind::kString:
      return static_cast<long long>(el::length_of(operand.text));
    case Value::Kind::kList:
    case Value::Kind::kMap:
      return static_cast<long long>(operand.items->size());
    default:
      throw el::Error(describe(operand) + " has no length; a text, list or map has");
  }
}

const Value& escape_xml(PageContext& context, const Argument& argument) {
  Writer escaped;
  escaped.escape_html(text(context, argument));
  return el::detail::keep(context, Value::html(std::string(escaped.text())));
}

const Value& join(PageContext& context, const Argument& items, const Argument& separator) {
  const el::Operand operand(context, items);
  if (operand.is_null()) return kept(context, {});
  if (operand.kind != Value::Kind::kList) throw el::Error(describe(operand) + " is not a list, which `join` takes");
  const std::string_view between = text(context, separator);
  std::string joined;
  for (const Value& item : operand.items->as_list()) {
    if (&item != operand.items->as_list().data()) joined += between;
    joined += el::text_of(context, item);
  }
  return kept(context, joined);
}

const Value& split(PageContext& context, const Argument& argument, const Argument& separators) {
  std::string_view rest = text(context, argument);
  const std::string_view ends = text(context, separators);
  Value::List parts;
  if (rest.empty() || ends.empty()) {
    parts.push_back(rest);
    return el::detail::keep(context, Value::list(std::move(parts)));
  }
  // A separator is a character, which may have several bytes.
  std::string part;
  const auto finish = [&] {
    if (!part.empty()) parts.push_back(std::exchange(part, {}));
  };
  while (!rest.empty()) {
    const std::string_view character = el::part_of(rest, 0, 1);
    if (ends.find(character) != std::string_view::npos) finish();
    else part += character;
    rest.remove_prefix(character.size());
  }
  finish();
  return el::detail::keep(context, Value::list(std::move(parts)));
}

const Value& replace(PageContext& context, const Argument& argument, const Argument& before, const Argument& after) {
  return kept(context, el::replaced(text(context, argument), text(context, before), text(context, after)));
}

const Value& substring(PageContext& context, const Argument& argument, const Argument& begin, const Argument& end) {
  const std::string_view whole = text(context, argument);
  const auto first = static_cast<std::size_t>(std::max(to_position(context, begin), 0LL));
  const long long last = to_position(context, end);
  const std::size_t length = el::length_of(whole);
  if (last < 0) return kept(context, el::part_of(whole, first, length));
  return kept(context, el::part_of(whole, first, std::min(static_cast<std::size_t>(last), length)));
}

const Value& substring_after(PageContext& context, const Argument& argument, const Argument& part) {
  const std::string_view whole = text(context, argument);
  const std::string_view wanted = text(context, part);
  const std::size_t at = whole.find(wanted);
  return kept(context, at == std::string_view::npos ? std::string_view() : whole.substr(at + wanted.size()));
}

const Value& substring_before(PageContext& context, const Argument& argument, const Argument& part) {
  const std::string_view whole = text(context, argument);
  const std::size_t at = whole.find(text(context, part));
  return kept(context, at == std::string_view::npos ? std::string_view() : whole.substr(0, at));
}

const Value& to_lower_case(PageContext& context, const Argument& argument) {
  return kept(context, el::lower_case(text(context, argument)));
}

const Value& to_upper_case(PageContext& context, const Argument& argument) {
  return kept(context, el::upper_case(text(context, argument)));
}

const Value& trim(PageContext& context, const Argument& argument) {
  return kept(context, el::trimmed(text(context, argument)));
}

}  // namespace quire::fn
