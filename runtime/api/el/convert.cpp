#include <quire/el_assign.h>
#include <quire/el_to.h>

#include "runtime/api/el/near_name.h"
#include "runtime/api/el/operand.h"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace quire::el {

namespace {

[[noreturn]] void refuse_range(const Operand& operand, const std::string& low, const std::string& high) {
  throw Error(describe(operand) + " is not between " + low + " and " + high);
}

/// Booleans are not numbers (Expression Language 6.1, 1.23.3).
Operand required_number(const Operand& operand) {
  if (const auto number = number_of(operand)) return *number;
  throw Error(describe(operand) + " cannot be converted to a number");
}

std::vector<std::string> split_names(std::string_view list) {
  std::vector<std::string> names;
  for (std::size_t at = 0; !quire::detail::field_name(list, at).empty(); ++at)
    names.emplace_back(quire::detail::field_name(list, at));
  return names;
}

}  // namespace

namespace detail {

long long to_integer(PageContext& context, const Argument& value, long long low, long long high) {
  const Operand number = required_number(Operand(context, value));
  constexpr double kLimit = 9223372036854775808.0;
  // Beyond it, the conversion to an integer is undefined. NaN is, too.
  if (number.kind == Value::Kind::kDouble && !(number.real >= -kLimit && number.real < kLimit))
    refuse_range(number, std::to_string(low), std::to_string(high));
  const long long integer = number.kind == Value::Kind::kDouble ? static_cast<long long>(number.real) : number.integer;
  if (integer < low || integer > high) refuse_range(number, std::to_string(low), std::to_string(high));
  return integer;
}

unsigned long long to_unsigned(PageContext& context, const Argument& value, unsigned long long high) {
  const Operand number = required_number(Operand(context, value));
  constexpr double kLimit = 18446744073709551616.0;
  if (number.kind == Value::Kind::kDouble && number.real > -1 && number.real < kLimit) {
    const auto integer = static_cast<unsigned long long>(number.real < 0 ? 0 : number.real);
    if (integer <= high) return integer;
  }
  if (number.kind == Value::Kind::kInteger && number.integer >= 0 &&
      static_cast<unsigned long long>(number.integer) <= high)
    return static_cast<unsigned long long>(number.integer);
  refuse_range(number, "0", std::to_string(high));
}

double to_double(PageContext& context, const Argument& value) {
  return required_number(Operand(context, value)).as_double();
}

std::string to_text(PageContext& context, const Argument& value) { return text_of(Operand(context, value)); }

void refuse_enumerator(PageContext& context, const Argument& value, std::string_view names) {
  throw Error(describe(context, value) + " is not one of " + std::string(names) +
              did_you_mean(text(context, value), split_names(names)));
}

void refuse_type(PageContext& context, const Argument& value, const std::string& type) {
  throw Error(describe(context, value) + " cannot be converted to `" + type + "`");
}

void refuse_field(PageContext& context, const Argument& key, std::string_view names) {
  throw Error("there is no field `" + std::string(text(context, key)) + "` that can be assigned to" +
              did_you_mean(text(context, key), split_names(names)));
}

}  // namespace detail

std::string_view text(PageContext& context, const Argument& value) {
  const Operand operand(context, value);
  if (operand.is_text()) return operand.text;
  if (operand.is_null()) return {};
  return detail::keep(context, text_of(operand)).as_string();
}

}  // namespace quire::el
