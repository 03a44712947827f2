#include "compiler/import/java/expression.h"

#include "runtime/base/ascii.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace quire::compiler {
namespace {

/// Each `+` copies the whole string.
constexpr std::size_t kMaxParts = 200;

Binding next(Binding binding) { return static_cast<Binding>(static_cast<int>(binding) + 1); }

bool is_small(const JavaValue& value) {
  // Loops count up to memory sizes, not beyond.
  constexpr int kSmall = 10'000;
  return value.type.kind == JavaKind::kCharacter || java_digits(value.code).value_or(kSmall) < kSmall;
}

/// `sign` as an operator of strings.
bool joins_text(const std::string& sign, const JavaValue& left, const JavaValue& right) {
  return sign == "+" && (left.type.is_text() || right.type.is_text());
}

JavaValue joined_pair(const JavaValue& left, JavaValue right) {
  if (!joins(left) || !joins(right)) refuse("how Java converts one side of `+` to a string is not known");
  if (left.parts.size() >= kMaxParts) refuse("it joins too many strings");
  std::vector<JavaValue> parts = left.parts.empty() ? std::vector<JavaValue>{left} : left.parts;
  parts.push_back(std::move(right));
  return joined(std::move(parts));
}

JavaValue logical(const JavaValue& left, const std::string& sign, Binding binding, const JavaValue& right) {
  const bool booleans = left.type.kind == JavaKind::kBoolean && right.type.kind == JavaKind::kBoolean;
  if (!booleans) refuse("the operands of `" + sign + "` are not known to be booleans");
  // Clang warns about `&&` within `||` without parentheses.
  const Binding least = binding == Binding::kOr ? Binding::kBitOr : binding;
  const auto side = [&](const JavaValue& value) { return value.binding == binding ? value.code : value.at(least); };
  return JavaValue{side(left) + " " + sign + " " + side(right), {JavaKind::kBoolean}, binding};
}

/// Java uses only the lowest bits of the count.
JavaValue shifted(const JavaValue& left, const std::string& sign, const JavaValue& right) {
  const JavaKind kind = java_wider(left.type.kind, JavaKind::kInteger);
  const int mask = kind == JavaKind::kLong ? 63 : 31;
  const auto count = java_digits(right.code);
  const std::string bits =
      count ? std::to_string(*count & mask) : "(" + right.at(Binding::kUnary) + " & " + std::to_string(mask) + ")";
  if (sign != ">>>") return JavaValue{left.at(Binding::kUnary) + " " + sign + " " + bits, {kind}, Binding::kShift};
  const std::string type = cpp_type({kind});
  return JavaValue{"static_cast<" + type + ">(static_cast<unsigned " + type + ">(" + left.code + ") >> " + bits + ")",
                   {kind}};
}

/// `name(a, b)`
JavaValue called(const std::string& name, const JavaValue& left, const JavaValue& right, JavaKind kind) {
  return JavaValue{name + "(" + left.code + ", " + right.code + ")", {kind}};
}

}  // namespace

std::optional<int> java_digits(std::string_view code) {
  int value = 0;
  const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), value);
  const bool is_whole = error == std::errc() && end == code.data() + code.size() && is_digit(code.front());
  return is_whole && (code == "0" || code.front() != '0') ? std::optional(value) : std::nullopt;
}

JavaKind java_wider(JavaKind a, JavaKind b) {
  if (a == JavaKind::kDouble || b == JavaKind::kDouble) return JavaKind::kDouble;
  if (a == JavaKind::kLong || b == JavaKind::kLong) return JavaKind::kLong;
  return JavaKind::kInteger;
}

JavaValue java_narrowed(JavaKind to, const JavaValue& value, JavaScope& scope) {
  const bool is_ascii = value.type.kind == JavaKind::kCharacter || java_digits(value.code).value_or(128) < 128;
  if (to == JavaKind::kCharacter && !is_ascii) scope.guesses.insert("a `char` is a byte, not a UTF-16 unit");
  const bool truncates = value.type.kind == JavaKind::kDouble && to != JavaKind::kDouble;
  if (!truncates) return {"static_cast<" + cpp_type({to}) + ">(" + value.code + ")", {to}};
  const JavaValue whole{
      to == JavaKind::kLong ? "quire::java::to_long(" + value.code + ")" : "quire::java::to_int(" + value.code + ")",
      {to == JavaKind::kLong ? to : JavaKind::kInteger}};
  return to == JavaKind::kCharacter ? java_narrowed(to, whole, scope) : whole;
}

JavaValue JavaExpressions::combined(const JavaValue& left, const std::string& sign, Binding binding,
                                    const JavaValue& right) {
  if (binding == Binding::kEquality) return compared(left, sign, right);
  if (binding == Binding::kAnd || binding == Binding::kOr) return logical(left, sign, binding, right);
  if (joins_text(sign, left, right)) return joined_pair(left, right);
  if (!left.type.is_number() || !right.type.is_number())
    refuse("the operands of `" + sign + "` are not known to be numbers");
  const JavaKind kind = java_wider(left.type.kind, right.type.kind);
  const bool has_bits = binding >= Binding::kBitOr && binding <= Binding::kBitAnd;
  const bool needs_whole = has_bits || binding == Binding::kShift;
  if (needs_whole && kind == JavaKind::kDouble) refuse("`" + sign + "` of doubles is not supported");
  if (binding == Binding::kShift) return shifted(left, sign, right);
  const bool divides = sign == "/" || sign == "%";
  if (sign == "%" && kind == JavaKind::kDouble) {
    scope_.headers.insert("<cmath>");
    return called("std::fmod", left, right, kind);
  }
  if (divides && kind != JavaKind::kDouble && java_digits(right.code).value_or(0) == 0)
    return called(sign == "/" ? "quire::java::divide" : "quire::java::remainder", left, right, kind);
  const bool may_overflow =
      kind != JavaKind::kDouble && !is_small(right) && ((binding == Binding::kSum && !is_small(left)) || sign == "*");
  if (may_overflow) scope_.guesses.insert("an integer that overflows is undefined, where Java wraps around");
  // Clang warns about bit operations without parentheses in sums or in each other.
  const std::string first = left.binding == binding ? left.code : left.at(has_bits ? Binding::kUnary : binding);
  const std::string code = first + " " + sign + " " + right.at(has_bits ? Binding::kUnary : next(binding));
  return JavaValue{code, {binding == Binding::kRelation ? JavaKind::kBoolean : kind}, binding};
}

JavaValue JavaExpressions::compared(const JavaValue& left, const std::string& sign, const JavaValue& right) {
  JavaValue result{{}, {JavaKind::kBoolean}, Binding::kEquality};
  const bool null_first = left.type.kind == JavaKind::kNull;
  if (null_first || right.type.kind == JavaKind::kNull) {
    const JavaValue& value = null_first ? right : left;
    result.binding = Binding::kUnary;
    if (!value.is_null.empty()) {
      result.code = sign == "==" ? value.is_null : negated(value.is_null);
      return result;
    }
    const bool can_be_empty =
        value.type.kind == JavaKind::kText || value.type.kind == JavaKind::kView || value.type.kind == JavaKind::kList;
    if (!can_be_empty) refuse("whether it is null is not known");
    scope_.guesses.insert(kNullIsEmpty);
    result.code = (sign == "==" ? "" : "!") + value.operand() + ".empty()";
    return result;
  }
  const bool booleans = left.type.kind == JavaKind::kBoolean && right.type.kind == JavaKind::kBoolean;
  const bool are_objects = left.type.is_boxed && right.type.is_boxed;
  if (are_objects || (!booleans && !(left.type.is_number() && right.type.is_number())))
    refuse("`" + sign + "` compares the identity of objects");
  result.code = left.at(Binding::kRelation) + " " + sign + " " + right.at(Binding::kRelation);
  return result;
}

JavaValue JavaExpressions::assigned(const JavaValue& left, const std::string& sign) {
  const auto right = assignment();
  JavaValue result{{}, left.type, Binding::kAssignment};
  const bool is_text = left.type.kind == JavaKind::kText;
  if (sign == "=" && is_text && right.type.kind == JavaKind::kNull) {
    scope_.guesses.insert(kNullIsEmpty);
    result.code = left.code + ".clear()";
    scope_.set_may_be_null(left.variable, true);
    result.type = {JavaKind::kVoid};
  } else if (sign == "=") {
    const auto value = java_assigned(left.type, right, scope_);
    if (!value) refuse("the types of the two sides of `=` are not known to match");
    result.code = left.code + " = " + *value;
    // Mostly `if (name == null) name = "";`, after which it is not.
    scope_.set_may_be_null(left.variable, java_may_be_null(right));
  } else if (is_text && sign == "+=" && joins(right)) {
    const JavaValue text = as_printed(right);
    const bool is_plain = text.type.is_text() || text.type.kind == JavaKind::kCharacter;
    result.code = left.code + " += " + (is_plain ? text.code : joined({text}).code);
  } else if (left.type.is_number() && right.type.is_number()) {
    result.code = updated(left, sign.substr(0, sign.size() - 1), right);
  } else {
    refuse("the effect of `" + sign + "` here is not known");
  }
  return result;
}

/// `i += d` is `i = (int) (i + d)`.
std::string JavaExpressions::updated(const JavaValue& left, const std::string& sign, const JavaValue& right) {
  const std::string op = sign;
  const Binding binding = op == "+" || op == "-" ? Binding::kSum
                          : op == "|"            ? Binding::kBitOr
                          : op == "^"            ? Binding::kBitXor
                          : op == "&"            ? Binding::kBitAnd
                                                 : Binding::kProduct;
  const JavaValue value = combined(left, op, binding, right);
  const bool is_same = java_assigned(left.type, value, scope_) && value.binding == binding;
  if (is_same) return left.code + " " + op + "= " + right.code;
  // The element of an array would be computed twice.
  if (left.code != left.variable) refuse("the effect of `" + op + "=` here is not known");
  return left.code + " = " + (value.type == left.type ? value : java_narrowed(left.type.kind, value, scope_)).code;
}

}  // namespace quire::compiler
