#include "compiler/import/java/expression.h"

#include "runtime/base/ascii.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace quire::compiler {
namespace {

/// Handwritten code is not nested more deeply.
constexpr int kMaxDepth = 100;
/// Each `+` copies the whole string.
constexpr std::size_t kMaxParts = 200;

struct Operator {
  std::string_view sign;
  Binding binding;
};

constexpr Operator kOperators[] = {{"||", Binding::kOr},       {"&&", Binding::kAnd},      {"|", Binding::kBitOr},
                                   {"^", Binding::kBitXor},    {"&", Binding::kBitAnd},    {"==", Binding::kEquality},
                                   {"!=", Binding::kEquality}, {"<", Binding::kRelation},  {">", Binding::kRelation},
                                   {"<=", Binding::kRelation}, {">=", Binding::kRelation}, {"<<", Binding::kShift},
                                   {"+", Binding::kSum},       {"-", Binding::kSum},       {"*", Binding::kProduct},
                                   {"/", Binding::kProduct},   {"%", Binding::kProduct}};

struct PlainType {
  std::string_view name;
  JavaKind kind;
};

constexpr PlainType kPlainTypes[] = {{"String", JavaKind::kText},         {"java.lang.String", JavaKind::kText},
                                     {"int", JavaKind::kInteger},         {"Integer", JavaKind::kInteger},
                                     {"long", JavaKind::kLong},           {"Long", JavaKind::kLong},
                                     {"double", JavaKind::kDouble},       {"Double", JavaKind::kDouble},
                                     {"boolean", JavaKind::kBoolean},     {"Boolean", JavaKind::kBoolean},
                                     {"char", JavaKind::kCharacter},      {"StringBuilder", JavaKind::kBuilder},
                                     {"StringBuffer", JavaKind::kBuilder}};

constexpr std::string_view kLists[] = {"List",           "ArrayList",           "Vector",
                                       "java.util.List", "java.util.ArrayList", "java.util.Vector"};

JavaKind wider(JavaKind a, JavaKind b) {
  if (a == JavaKind::kDouble || b == JavaKind::kDouble) return JavaKind::kDouble;
  if (a == JavaKind::kLong || b == JavaKind::kLong) return JavaKind::kLong;
  return JavaKind::kInteger;
}

Binding next(Binding binding) { return static_cast<Binding>(static_cast<int>(binding) + 1); }

}  // namespace

bool JavaExpressions::accept(std::string_view sign) {
  if (!peek().is(sign)) return false;
  take();
  return true;
}

void JavaExpressions::expect(std::string_view sign) {
  if (!accept(sign)) refuse("`" + std::string(sign) + "` is missing");
}

std::optional<JavaKind> JavaExpressions::plain_kind(std::string_view word) const {
  const auto* type = std::ranges::find_if(kPlainTypes, [&](const PlainType& each) { return each.name == word; });
  if (type == std::end(kPlainTypes)) return std::nullopt;
  return type->kind;
}

std::string JavaExpressions::qualified_name() {
  std::string name(take().text);
  while (peek().is(".") && peek(1).kind == JavaTokenKind::kWord) {
    take();
    name += "." + std::string(take().text);
  }
  return name;
}

std::optional<JavaType> JavaExpressions::type() {
  const std::size_t begin = at_;
  const auto go_back = [&] {
    at_ = begin;
    return std::nullopt;
  };
  if (peek().kind != JavaTokenKind::kWord) return std::nullopt;
  const std::string name = qualified_name();
  JavaType type;
  if (const auto kind = plain_kind(name)) {
    type.kind = *kind;
  } else if (std::ranges::find(kLists, name) != std::end(kLists)) {
    if (!accept("<")) return go_back();
    const auto element = accept(">") ? std::nullopt : plain_kind(qualified_name());
    // For `new ArrayList<>()`, the element type follows from the assignment.
    if (!element || !accept(">")) return go_back();
    return JavaType{JavaKind::kList, *element};
  } else {
    return go_back();
  }
  if (!peek().is("[") || !peek(1).is("]")) return type;
  take();
  take();
  if (peek().is("[")) return go_back();
  return JavaType{JavaKind::kList, type.kind};
}

JavaValue JavaExpressions::expression() {
  // Java evaluates from left to right, C++ in any order.
  if (depth_ > 0) return assignment();
  named_.clear();
  changed_.clear();
  own_calls_ = 0;
  auto value = assignment();
  const bool is_changed_twice =
      std::ranges::any_of(changed_, [this](const std::string& name) { return named_[name] > 1; });
  const bool may_interfere = scope_.has_changing_fields && own_calls_ > 1;
  if (is_changed_twice || may_interfere) refuse("it depends on the order of evaluation");
  return value;
}

std::string JavaExpressions::condition() {
  JavaValue value = expression();
  if (value.type.kind != JavaKind::kBoolean) refuse("the condition is not known to be a boolean");
  return std::move(value.code);
}

JavaValue JavaExpressions::assignment() {
  if (++depth_ > kMaxDepth) refuse("it is nested too deeply");
  auto left = conditional();
  --depth_;
  constexpr std::string_view kAssigning[] = {"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^="};
  const std::string sign(peek().text);
  const bool assigns =
      peek().kind == JavaTokenKind::kSign && std::ranges::find(kAssigning, sign) != std::end(kAssigning);
  if (!assigns) return left;
  take();
  if (!left.may_be_assigned) refuse("the target of `" + sign + "` is not known");
  // As a statement, `x = x + 1` is well-ordered.
  if (depth_ > 0) changed_.push_back(left.variable);
  return assigned(left, sign);
}

JavaValue JavaExpressions::assigned(const JavaValue& left, const std::string& sign) {
  const auto right = assignment();
  JavaValue result{{}, left.type, Binding::kAssignment};
  const bool is_text = left.type.kind == JavaKind::kText;
  if (sign == "=" && is_text && right.type.kind == JavaKind::kNull) {
    scope_.guesses.insert("a null string becomes empty");
    result.code = left.code + ".clear()";
    result.type = {JavaKind::kVoid};
  } else if (sign == "=") {
    const auto value = java_assigned(left.type, right);
    if (!value) refuse("the types of the two sides of `=` are not known to match");
    result.code = left.code + " = " + *value;
  } else if (is_text && sign == "+=" && joins(right)) {
    const bool is_plain = right.type.is_text() || right.type.kind == JavaKind::kCharacter;
    result.code = left.code + " += " + (is_plain ? right.code : joined({right}).code);
  } else if (left.type.is_number() && right.type.is_number() && java_assigned(left.type, right)) {
    result.code = left.code + " " + sign + " " + right.code;
  } else {
    refuse("the effect of `" + sign + "` here is not known");
  }
  return result;
}

JavaValue JavaExpressions::conditional() {
  auto condition = binary(static_cast<int>(Binding::kOr));
  if (!accept("?")) return condition;
  if (condition.type.kind != JavaKind::kBoolean) refuse("the condition is not known to be a boolean");
  const auto yes = assignment();
  expect(":");
  const auto no = assignment();
  JavaValue result{{}, yes.type, Binding::kConditional};
  std::string first = yes.at(Binding::kConditional);
  std::string second = no.at(Binding::kConditional);
  if (yes.type.is_text() && no.type.is_text() && yes.type != no.type) {
    first = owned(yes).at(Binding::kConditional);
    second = owned(no).at(Binding::kConditional);
    result.type = {JavaKind::kText};
  } else if (yes.type != no.type || yes.type.kind == JavaKind::kNull || yes.type.kind == JavaKind::kVoid) {
    refuse("the two values of `?:` are not known to have the same type");
  }
  result.code = condition.at(Binding::kOr) + " ? " + first + " : " + second;
  return result;
}

JavaValue JavaExpressions::binary(int least) {
  auto left = unary();
  while (true) {
    const auto* found = std::ranges::find_if(kOperators, [&](const Operator& each) { return peek().is(each.sign); });
    if (found == std::end(kOperators) || static_cast<int>(found->binding) < least) return left;
    const JavaToken sign = take();
    if (sign.text == ">" && peek().is(">") && peek().begin == sign.end()) refuse("`>>` is not supported");
    if (peek().is("instanceof")) refuse("`instanceof` is not supported");
    const auto right = binary(static_cast<int>(found->binding) + 1);
    left = combined(left, std::string(sign.text), found->binding, right);
  }
}

JavaValue JavaExpressions::combined(const JavaValue& left, const std::string& sign, Binding binding, JavaValue right) {
  const bool is_shift = binding == Binding::kShift;
  const bool is_small = right.code.size() == 1 && is_digit(right.code.front());
  // Java uses only the lowest bits of the count.
  if (is_shift && !is_small)
    right.code = right.at(Binding::kUnary) + (left.type.kind == JavaKind::kLong ? " & 63" : " & 31"),
    right.binding = Binding::kBitAnd;
  // Clang warns about bit operations without parentheses in sums or in each other.
  const bool has_bits = is_shift || (binding >= Binding::kBitOr && binding <= Binding::kBitAnd);
  const auto code = [&] {
    const std::string first = left.binding == binding ? left.code : left.at(has_bits ? Binding::kUnary : binding);
    return first + " " + sign + " " + right.at(has_bits ? Binding::kUnary : next(binding));
  };
  if (binding == Binding::kEquality) return compared(left, sign, right);
  const bool booleans = left.type.kind == JavaKind::kBoolean && right.type.kind == JavaKind::kBoolean;
  const bool numbers = left.type.is_number() && right.type.is_number();
  if (binding == Binding::kAnd || binding == Binding::kOr) {
    if (!booleans) refuse("the operands of `" + sign + "` are not known to be booleans");
    // Clang warns about `&&` within `||` without parentheses.
    const Binding least = binding == Binding::kOr ? Binding::kBitOr : binding;
    const auto side = [&](const JavaValue& value) { return value.binding == binding ? value.code : value.at(least); };
    return JavaValue{side(left) + " " + sign + " " + side(right), {JavaKind::kBoolean}, binding};
  }
  if (sign == "+" && (left.type.is_text() || right.type.is_text())) {
    if (!joins(left) || !joins(right)) refuse("how Java converts one side of `+` to a string is not known");
    if (left.parts.size() >= kMaxParts) refuse("it joins too many strings");
    std::vector<JavaValue> parts = left.parts.empty() ? std::vector<JavaValue>{left} : left.parts;
    parts.push_back(right);
    return joined(std::move(parts));
  }
  if (!numbers) refuse("the operands of `" + sign + "` are not known to be numbers");
  const JavaKind both = wider(left.type.kind, right.type.kind);
  const JavaKind kind = is_shift && both == JavaKind::kLong ? wider(left.type.kind, JavaKind::kInteger) : both;
  if (binding == Binding::kRelation) return JavaValue{code(), {JavaKind::kBoolean}, binding};
  const bool needs_whole = sign == "%" || binding < Binding::kRelation || is_shift;
  if (needs_whole && kind == JavaKind::kDouble) refuse("`" + sign + "` of doubles is not supported");
  const bool may_divide_by_zero = (sign == "/" || sign == "%") && kind != JavaKind::kDouble &&
                                  right.code.find_first_not_of("0123456789L") != std::string::npos;
  if (may_divide_by_zero) scope_.guesses.insert("an integer division by zero crashes the page");
  return JavaValue{code(), {kind}, binding};
}

JavaValue JavaExpressions::compared(const JavaValue& left, const std::string& sign, const JavaValue& right) {
  JavaValue result{{}, {JavaKind::kBoolean}, Binding::kEquality};
  const bool null_first = left.type.kind == JavaKind::kNull;
  if (null_first || right.type.kind == JavaKind::kNull) {
    const JavaValue& value = null_first ? right : left;
    result.binding = Binding::kUnary;
    if (!value.is_null.empty()) {
      const bool is_negated = value.is_null.front() == '!';
      if (sign == "==") result.code = value.is_null;
      else result.code = is_negated ? value.is_null.substr(1) : "!" + value.is_null;
      return result;
    }
    const bool can_be_empty =
        value.type.kind == JavaKind::kText || value.type.kind == JavaKind::kView || value.type.kind == JavaKind::kList;
    if (!can_be_empty) refuse("whether it is null is not known");
    scope_.guesses.insert("a null string or list becomes empty");
    result.code = (sign == "==" ? "" : "!") + value.operand() + ".empty()";
    return result;
  }
  const bool booleans = left.type.kind == JavaKind::kBoolean && right.type.kind == JavaKind::kBoolean;
  if (!booleans && !(left.type.is_number() && right.type.is_number()))
    refuse("`" + sign + "` compares the identity of objects");
  result.code = left.at(Binding::kRelation) + " " + sign + " " + right.at(Binding::kRelation);
  return result;
}

JavaValue JavaExpressions::unary() {
  if (++depth_ > kMaxDepth) refuse("it is nested too deeply");
  const auto value = [this]() -> JavaValue {
    if (peek().is("++") || peek().is("--")) {
      const std::string sign(take().text);
      const JavaValue operand = unary();
      step(operand, sign);
      return {sign + operand.operand(), operand.type, Binding::kUnary};
    }
    if (peek().is("(")) {
      const std::size_t begin = at_;
      if (auto result = cast()) return *result;
      at_ = begin;
    }
    const bool is_sign = peek().is("!") || peek().is("-") || peek().is("+") || peek().is("~");
    if (!is_sign) return postfix();
    const std::string sign(take().text);
    const auto operand = unary();
    const bool fits = sign == "!" ? operand.type.kind == JavaKind::kBoolean
                                  : operand.type.is_number() && (sign != "~" || operand.type.is_whole());
    if (!fits) refuse("the operand of `" + sign + "` is not known");
    const JavaKind kind = sign == "!" ? JavaKind::kBoolean : wider(operand.type.kind, JavaKind::kInteger);
    // `- -1` must not become `--1`.
    return JavaValue{sign + operand.at(Binding::kPrimary), {kind}, Binding::kUnary};
  }();
  --depth_;
  return value;
}

/// Checks the operand of `++` or `--`.
void JavaExpressions::step(const JavaValue& operand, const std::string& sign) {
  if (!operand.may_be_assigned || !operand.type.is_number()) refuse("the operand of `" + sign + "` is not known");
  changed_.push_back(operand.variable);
}

/// Parses `(String) x`; returns nullopt if it is not a cast.
std::optional<JavaValue> JavaExpressions::cast() {
  take();
  if (peek().kind != JavaTokenKind::kWord) return std::nullopt;
  const std::string name = qualified_name();
  const bool is_known = plain_kind(name).has_value();
  if (!accept(")")) return std::nullopt;
  const JavaToken& after = peek();
  const bool begins_operand = after.kind == JavaTokenKind::kWord || after.kind == JavaTokenKind::kString ||
                              after.kind == JavaTokenKind::kNumber || after.is("(");
  const bool is_primitive = is_known && is_lower(name.front()) && name.find('.') == std::string::npos;
  if (!begins_operand && !(is_primitive && after.is("-"))) return std::nullopt;
  if (!is_known && begins_operand && scope_.find(name) == nullptr) refuse("the type `" + name + "` is not known");
  if (!is_known) return std::nullopt;
  return cast_to(name, unary());
}

JavaValue JavaExpressions::cast_to(const std::string& type, const JavaValue& value) {
  const JavaKind to = *plain_kind(type);
  if (JavaType{to}.is_number() && value.type.is_number())
    return JavaValue{"static_cast<" + cpp_type({to}) + ">(" + value.code + ")", {to}};
  if (to == JavaKind::kText && value.type.is_text()) return value;
  const bool is_kept = to == JavaKind::kText || to == JavaKind::kInteger || to == JavaKind::kLong ||
                       to == JavaKind::kDouble || to == JavaKind::kBoolean;
  if (value.type.kind != JavaKind::kDynamic || !is_kept) refuse("the cast to `" + type + "` is not supported");
  JavaValue result{{}, {to}};
  result.is_null = value.is_null;
  if (!value.stored_in.empty()) {
    scope_.guesses.insert("a missing attribute is empty, 0 or false");
    result.code = value.stored_in + ".get_or<" + cpp_type({to}) + ">(" + value.stored_as + ", {})";
    return result;
  }
  scope_.guesses.insert("a missing attribute throws");
  const std::string object = value.operand();
  if (to == JavaKind::kText) result.code = "std::string(" + object + ".as_string())";
  else if (to == JavaKind::kBoolean) result.code = object + ".as_bool()";
  else if (to == JavaKind::kDouble) result.code = object + ".as_double()";
  else if (to == JavaKind::kLong) result.code = object + ".as_integer()";
  else result.code = "static_cast<int>(" + object + ".as_integer())";
  return result;
}

}  // namespace quire::compiler
