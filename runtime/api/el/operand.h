#ifndef QUIRE_RUNTIME_API_EL_OPERAND_H_
#define QUIRE_RUNTIME_API_EL_OPERAND_H_

#include <quire/el_core.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace quire::el {

/// An argument as it is read: without a copy, and without objects, which are replaced by their data.
struct Operand {
  Operand(PageContext& context, const Argument& argument);
  explicit Operand(long long value) : kind(Value::Kind::kInteger), integer(value) {}
  explicit Operand(double value) : kind(Value::Kind::kDouble), real(value) {}

  bool is_text() const { return kind == Value::Kind::kString; }
  bool is_time() const { return kind == Value::Kind::kTime; }
  bool is_null() const { return kind == Value::Kind::kNull; }
  bool is_number() const { return kind == Value::Kind::kInteger || kind == Value::Kind::kDouble; }
  double as_double() const { return kind == Value::Kind::kInteger ? static_cast<double>(integer) : real; }

  Value::Kind kind = Value::Kind::kNull;
  /// Of a boolean, 0 or 1.
  long long integer = 0;
  double real = 0;
  std::string_view text = {};
  /// Of a list, map or time.
  const Value* items = nullptr;
};

/// An object's data; any other value is itself.
const Value& settle(PageContext& context, const Value& value);

/// The value and its kind, for messages: `abc` (text), 5 (an integer).
std::string describe(const Operand& operand);
/// The same of an argument that may be an object.
std::string describe(PageContext& context, const Argument& argument);

/// A number, by the rules of Java's `Long` and `Double`; nullopt if the text is not one.
std::optional<Operand> read_number(std::string_view text);
/// The number that an operand is converted to, 0 for null and empty text; nullopt if it is none.
std::optional<Operand> number_of(const Operand& operand);

/// As text: null is empty, and lists and maps are as Java prints them, `[1, 2]` and `{a=1}`.
std::string text_of(const Operand& operand);
std::string text_of(PageContext& context, const Value& value);

/// The same of a value that is neither an object, nor a list or map with one.
std::string plain_text(const Value& value);

/// Equality and order of values. Each throws `Error` if the values cannot be compared.
bool equal(const Operand& a, const Operand& b);
bool less(const Operand& a, const Operand& b);

/// Nullopt for what is not a condition.
std::optional<bool> condition_of(const Operand& operand);

}  // namespace quire::el

#endif  // QUIRE_RUNTIME_API_EL_OPERAND_H_
