#include "compiler/import/java/expression.h"

#include "runtime/base/ascii.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace quire::compiler {
namespace {

/// Handwritten code is not nested more deeply.
constexpr int kMaxDepth = 100;

struct Operator {
  std::string_view sign;
  Binding binding;
};

// `>>` and `>>>` are several tokens; see `operator_here`.
constexpr Operator kOperators[] = {
    {"||", Binding::kOr},      {"&&", Binding::kAnd},      {"|", Binding::kBitOr},     {"^", Binding::kBitXor},
    {"&", Binding::kBitAnd},   {"==", Binding::kEquality}, {"!=", Binding::kEquality}, {"<", Binding::kRelation},
    {">", Binding::kRelation}, {"<=", Binding::kRelation}, {">=", Binding::kRelation}, {"<<", Binding::kShift},
    {">>", Binding::kShift},   {">>>", Binding::kShift},   {"+", Binding::kSum},       {"-", Binding::kSum},
    {"*", Binding::kProduct},  {"/", Binding::kProduct},   {"%", Binding::kProduct}};

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

bool is_boxed_name(std::string_view name) {
  return name == "Integer" || name == "Long" || name == "Double" || name == "Boolean";
}

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
  type.is_boxed = is_boxed_name(name);
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

JavaValue JavaExpressions::conditional() {
  auto condition = binary(static_cast<int>(Binding::kOr));
  if (!accept("?")) return condition;
  if (condition.type.kind != JavaKind::kBoolean) refuse("the condition is not known to be a boolean");
  auto yes = assignment();
  expect(":");
  auto no = assignment();
  // `x == null ? "" : x`
  for (JavaValue* value : {&yes, &no}) {
    const std::string& is_null = value->is_null;
    if (!is_null.empty() && (condition.code == is_null || condition.code == negated(is_null))) value->is_null.clear();
  }
  if (yes.type.is_text() && !(yes.is_null + no.is_null).empty()) scope_.guesses.insert(kNullIsEmpty);
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
    const std::string sign = operator_here();
    const auto* found = std::ranges::find(kOperators, sign, &Operator::sign);
    if (found == std::end(kOperators) || static_cast<int>(found->binding) < least) return left;
    at_ += sign.starts_with(">>") ? sign.size() : 1;
    if (peek().is("instanceof")) refuse("`instanceof` is not supported");
    left = combined(left, sign, found->binding, binary(static_cast<int>(found->binding) + 1));
  }
}

std::string JavaExpressions::operator_here() const {
  std::string sign(peek().text);
  if (peek().kind != JavaTokenKind::kSign) return {};
  for (std::size_t next = 1; sign.front() == '>' && peek(next).begin == peek(next - 1).end(); ++next) {
    if (!peek(next).text.starts_with('>') || peek(next - 1).text != ">") break;
    sign += peek(next).text;
  }
  return sign;
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
    const JavaKind kind = sign == "!" ? JavaKind::kBoolean : java_wider(operand.type.kind, JavaKind::kInteger);
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
  if (JavaType{to}.is_number() && value.type.is_number()) return java_narrowed(to, value, scope_);
  if (to == JavaKind::kText && value.type.is_text()) return value;
  const bool is_kept = to == JavaKind::kText || to == JavaKind::kInteger || to == JavaKind::kLong ||
                       to == JavaKind::kDouble || to == JavaKind::kBoolean;
  if (value.type.kind != JavaKind::kDynamic || !is_kept) refuse("the cast to `" + type + "` is not supported");
  JavaValue result{{}, {to}};
  result.type.is_boxed = is_boxed_name(type);
  result.is_null = value.is_null;
  result.printed = as_printed(value).code;
  const std::string object = value.operand();
  if (!value.stored_in.empty()) {
    const std::string arguments = "<" + cpp_type({to}) + ">(" + value.stored_as;
    if (to == JavaKind::kText) {
      result.printed = value.stored_in + ".get_or" + arguments + ", \"null\")";
      result.code = value.stored_in + ".get_or" + arguments + ", {})";
    } else {
      result.code = "quire::java::required(" + value.stored_in + ".get" + arguments + "))";
      scope_.headers.insert("<quire/java.h>");
    }
  } else if (to == JavaKind::kText) {
    result.code = "std::string(" + object + ".as_string())";
  } else if (to == JavaKind::kBoolean) {
    result.code = object + ".as_bool()";
  } else if (to == JavaKind::kDouble) {
    result.code = object + ".as_double()";
  } else if (to == JavaKind::kLong) {
    result.code = object + ".as_integer()";
  } else {
    result.code = "static_cast<int>(" + object + ".as_integer())";
  }
  const bool throws = value.stored_in.empty() || to != JavaKind::kText;
  scope_.guesses.insert(throws ? "a missing attribute throws, unless it is printed"
                               : "a missing attribute is empty, unless it is printed");
  return result;
}

}  // namespace quire::compiler
