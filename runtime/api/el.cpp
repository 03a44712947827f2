#include <quire/el.h>

#include <charconv>
#include <optional>
#include <stdexcept>
#include <string>

namespace quire::el {

namespace {

template <class T>
std::optional<T> parse(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The number that arithmetic uses for a value (Expression Language 6.1, 1.7.1).
Value to_number(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::kNull:
      return 0;
    case Value::Kind::kInteger:
    case Value::Kind::kDouble:
      return value;
    case Value::Kind::kString:
      return value.as_string().empty() ? Value(0) : number(value.as_string());
    default:
      throw std::invalid_argument("a " + std::string(value.kind_name()) + " cannot be added");
  }
}

std::string not_found(const Name& name) {
  return "identifier [" + std::string(name.text) + "] is neither a C++ variable here nor an attribute in any scope";
}

}  // namespace

Value number(std::string_view text) {
  if (const auto integer = parse<long long>(text)) return *integer;
  if (const auto real = parse<double>(text)) return *real;
  throw std::invalid_argument("`" + std::string(text) + "` is not a number");
}

Value add(const Value& a, const Value& b) {
  const Value left = to_number(a);
  const Value right = to_number(b);
  if (left.kind() == Value::Kind::kInteger && right.kind() == Value::Kind::kInteger) {
    long long sum = 0;
    // As in Java, it wraps around on overflow.
    static_cast<void>(__builtin_add_overflow(left.as_integer(), right.as_integer(), &sum));
    return sum;
  }
  return left.as_double() + right.as_double();
}

Value find(PageContext& context, const Name& name) {
  Value value = context.find_attribute(name.text);
  if (value.is_null()) throw std::out_of_range(not_found(name));
  return value;
}

Value find_in_script(PageContext& context, const Name& name) {
  Value value = context.find_attribute(name.text);
  if (value.is_null()) throw std::out_of_range(not_found(name) + "; for JavaScript's own `${…}`, write `\\${…}`");
  return value;
}

Value find_or_null(PageContext& context, const Name& name) { return context.find_attribute(name.text); }

}  // namespace quire::el
