#include "runtime/api/el/operand.h"

#include "runtime/api/el/arena.h"

#include <charconv>
#include <cmath>

namespace quire::el {

Error::~Error() = default;

const Value& Argument::in(PageContext& context) const {
  switch (kind_) {
    case Kind::kNull:
      return detail::null();
    case Kind::kBool:
      return detail::keep(context, as_bool());
    case Kind::kInteger:
      return detail::keep(context, integer_);
    case Kind::kDouble:
      return detail::keep(context, double_);
    case Kind::kText:
      return detail::keep(context, as_text());
    case Kind::kValue:
      return as_value();
    case Kind::kOther:
      return convert_(context, object_);
  }
  return detail::null();
}

const Value& settle(PageContext& context, const Value& value) {
  if (value.kind() != Value::Kind::kObject) return value;
  return settle(context, detail::keep(context, value.as_object().data(context)));
}

namespace {

void read(Operand& operand, const Value& value) {
  operand.kind = value.kind();
  switch (value.kind()) {
    case Value::Kind::kNull:
    case Value::Kind::kObject:
      return;
    case Value::Kind::kBool:
      operand.integer = value.as_bool() ? 1 : 0;
      return;
    case Value::Kind::kInteger:
      operand.integer = value.as_integer();
      return;
    case Value::Kind::kDouble:
      operand.real = value.as_double();
      return;
    case Value::Kind::kString:
      operand.text = value.as_string();
      return;
    case Value::Kind::kList:
    case Value::Kind::kMap:
    case Value::Kind::kTime:
      operand.items = &value;
      return;
  }
}

std::string quoted(std::string_view text) {
  constexpr std::size_t kMost = 60;
  if (text.size() <= kMost) return "`" + std::string(text) + "`";
  std::size_t end = kMost;
  // Not within a character.
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return "`" + std::string(text.substr(0, end)) + "…`";
}

std::string counted(std::size_t count, const char* one, const char* more) {
  return std::to_string(count) + " " + (count == 1 ? one : more);
}

}  // namespace

Operand::Operand(PageContext& context, const Argument& argument) {
  switch (argument.kind()) {
    case Argument::Kind::kNull:
      return;
    case Argument::Kind::kBool:
    case Argument::Kind::kInteger:
      kind = argument.kind() == Argument::Kind::kBool ? Value::Kind::kBool : Value::Kind::kInteger;
      integer = argument.as_integer();
      return;
    case Argument::Kind::kDouble:
      kind = Value::Kind::kDouble;
      real = argument.as_double();
      return;
    case Argument::Kind::kText:
      kind = Value::Kind::kString;
      text = argument.as_text();
      return;
    case Argument::Kind::kValue:
    case Argument::Kind::kOther:
      read(*this, settle(context, argument.in(context)));
  }
}

std::string describe(const Operand& operand) {
  switch (operand.kind) {
    case Value::Kind::kNull:
      return "null";
    case Value::Kind::kBool:
      return operand.integer != 0 ? "true (a boolean)" : "false (a boolean)";
    case Value::Kind::kInteger:
      return text_of(operand) + " (an integer)";
    case Value::Kind::kDouble:
      return text_of(operand) + " (a number)";
    case Value::Kind::kString:
      return quoted(operand.text) + " (text)";
    case Value::Kind::kList:
      return "a list of " + counted(operand.items->size(), "item", "items");
    case Value::Kind::kMap:
      return "a map of " + counted(operand.items->size(), "entry", "entries");
    case Value::Kind::kTime:
      return text_of(operand) + " (a time)";
    case Value::Kind::kObject:
      break;
  }
  return "an object";
}

std::string describe(PageContext& context, const Argument& argument) {
  if (argument.kind() == Argument::Kind::kValue && argument.as_value().kind() == Value::Kind::kObject)
    return argument.as_value().as_object().what();
  return describe(Operand(context, argument));
}

std::optional<Operand> read_number(std::string_view text) {
  std::string_view digits = text;
  if (digits.starts_with('+') || digits.starts_with('-')) digits.remove_prefix(1);
  // Not `inf`, nor a second sign.
  if (digits.empty() || !((digits.front() >= '0' && digits.front() <= '9') || digits.front() == '.'))
    return std::nullopt;
  if (text.front() == '+') text.remove_prefix(1);
  const char* const end = text.data() + text.size();
  if (digits.find_first_of(".eE") == std::string_view::npos) {
    long long integer = 0;
    const auto result = std::from_chars(text.data(), end, integer);
    if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
    return Operand(integer);
  }
  double real = 0;
  const auto result = std::from_chars(text.data(), end, real);
  if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
  return Operand(real);
}

std::optional<Operand> number_of(const Operand& operand) {
  switch (operand.kind) {
    case Value::Kind::kNull:
      return Operand(0LL);
    case Value::Kind::kInteger:
    case Value::Kind::kDouble:
      return operand;
    case Value::Kind::kString:
      return operand.text.empty() ? Operand(0LL) : read_number(operand.text);
    default:
      return std::nullopt;
  }
}

std::optional<bool> condition_of(const Operand& operand) {
  constexpr std::string_view kTrue = "true";
  switch (operand.kind) {
    case Value::Kind::kNull:
      return false;
    case Value::Kind::kBool:
      return operand.integer != 0;
    case Value::Kind::kString:
      if (operand.text.size() != kTrue.size()) return false;
      for (std::size_t at = 0; at < kTrue.size(); ++at)
        if ((operand.text[at] | 0x20) != kTrue[at]) return false;
      return true;
    default:
      return std::nullopt;
  }
}

namespace {

template <class T>
std::string digits_of(T value) {
  char digits[40];
  const auto result = std::to_chars(digits, digits + sizeof digits, value);
  return {digits, result.ptr};
}

std::string text_of_double(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  return digits_of(value);
}

std::string text_of_item(const Value& value);

std::string text_of_list(const Value& list) {
  std::string text = "[";
  for (const Value& item : list.as_list()) (text += text.size() > 1 ? ", " : "") += text_of_item(item);
  return text += "]";
}

std::string text_of_map(const Value& map) {
  std::string text = "{";
  for (const auto& [key, item] : map.as_map())
    (((text += text.size() > 1 ? ", " : "") += key) += "=") += text_of_item(item);
  return text += "}";
}

/// Objects in lists have no data here.
std::string text_of_item(const Value& value) {
  if (value.is_null()) return "null";
  if (value.kind() == Value::Kind::kObject) return value.as_object().what();
  return plain_text(value);
}

}  // namespace

std::string text_of(const Operand& operand) {
  switch (operand.kind) {
    case Value::Kind::kBool:
      return operand.integer != 0 ? "true" : "false";
    case Value::Kind::kInteger:
      return digits_of(operand.integer);
    case Value::Kind::kDouble:
      return text_of_double(operand.real);
    case Value::Kind::kString:
      return std::string(operand.text);
    case Value::Kind::kList:
      return text_of_list(*operand.items);
    case Value::Kind::kMap:
      return text_of_map(*operand.items);
    case Value::Kind::kTime:
      return quire::detail::time_text(operand.items->as_time());
    case Value::Kind::kNull:
    case Value::Kind::kObject:
      break;
  }
  return {};
}

std::string plain_text(const Value& value) {
  Operand operand(0LL);
  read(operand, value);
  return text_of(operand);
}

std::string text_of(PageContext& context, const Value& value) { return text_of(Operand(context, value)); }

}  // namespace quire::el
