#include "compiler/import/java/expression.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace quire::compiler {
namespace {

constexpr std::string_view kClasses[] = {"Integer", "Long", "Double", "String", "Math", "System"};
constexpr std::string_view kDates[] = {"Date", "java.util.Date"};

struct StatusName {
  std::string_view name;
  const char* code;
};

constexpr StatusName kStatusNames[] = {{"SC_OK", "200"},
                                       {"SC_MOVED_PERMANENTLY", "301"},
                                       {"SC_FOUND", "302"},
                                       {"SC_BAD_REQUEST", "400"},
                                       {"SC_UNAUTHORIZED", "401"},
                                       {"SC_FORBIDDEN", "403"},
                                       {"SC_NOT_FOUND", "404"},
                                       {"SC_METHOD_NOT_ALLOWED", "405"},
                                       {"SC_INTERNAL_SERVER_ERROR", "500"},
                                       {"SC_NOT_IMPLEMENTED", "501"}};

}  // namespace

JavaValue JavaExpressions::postfix() {
  auto value = primary();
  while (true) {
    if (accept(".")) {
      value = member(value);
    } else if (accept("[")) {
      value = element(value);
    } else if (peek().is("++") || peek().is("--")) {
      const std::string sign(take().text);
      step(value, sign);
      value = {value.operand() + sign, value.type};
    } else if (peek().is("instanceof")) {
      refuse("`instanceof` is not supported");
    } else {
      return value;
    }
  }
}

JavaValue JavaExpressions::member(const JavaValue& object) {
  if (peek().kind != JavaTokenKind::kWord) refuse("what follows `.` is not known");
  const std::string name(take().text);
  if (!peek().is("(")) {
    if (object.type.kind == JavaKind::kList && name == "length")
      return JavaValue{"static_cast<int>(" + object.operand() + ".size())", {JavaKind::kInteger}};
    const auto* status = std::ranges::find_if(kStatusNames, [&](const StatusName& each) { return each.name == name; });
    if (object.type.kind == JavaKind::kResponse && status != std::end(kStatusNames))
      return JavaValue{status->code, {JavaKind::kInteger}};
    refuse("the field `" + name + "` is not known");
  }
  const JavaValue value = object.type.kind == JavaKind::kClass
                              ? java_static_call(object.code, name, arguments(), scope_)
                              : java_call(object, name, arguments(), scope_);
  if (value.type.kind == JavaKind::kSession && scope_.find("session") == nullptr) refuse("the page has no session");
  return value;
}

std::vector<JavaValue> JavaExpressions::arguments() {
  take();
  std::vector<JavaValue> values;
  if (accept(")")) return values;
  do {
    values.push_back(expression());
  } while (accept(","));
  expect(")");
  return values;
}

JavaValue JavaExpressions::element(const JavaValue& list) {
  const auto index = expression();
  expect("]");
  const bool is_index = index.type.is_whole() && list.type.kind == JavaKind::kList;
  if (!is_index) refuse("what is indexed is not known to be an array");
  JavaValue value{list.operand() + ".at(static_cast<std::size_t>(" + index.code + "))", {list.type.element}};
  value.may_be_assigned = list.may_be_assigned && list.type.element != JavaKind::kView;
  value.variable = list.variable;
  return value;
}

JavaValue JavaExpressions::primary() {
  const JavaToken& token = peek();
  switch (token.kind) {
    case JavaTokenKind::kNumber:
    case JavaTokenKind::kString:
    case JavaTokenKind::kCharacter:
      if (auto value = java_literal(take())) return *std::move(value);
      refuse("C++ has no such literal");
    case JavaTokenKind::kWord:
      return name();
    case JavaTokenKind::kEnd:
      refuse("an expression is missing");
    default:
      break;
  }
  if (!accept("(")) refuse("`" + std::string(token.text) + "` is not known here");
  auto value = expression();
  expect(")");
  if (value.binding == Binding::kPrimary) return value;
  // A parenthesized expression is a single part of a string.
  value.code = "(" + value.code + ")";
  value.binding = Binding::kPrimary;
  value.parts.clear();
  return value;
}

JavaValue JavaExpressions::name() {
  const std::string name(peek().text);
  if (name == "new") return made();
  if (name == "true" || name == "false") return JavaValue{std::string(take().text), {JavaKind::kBoolean}};
  if (accept("null")) return JavaValue{"nullptr", {JavaKind::kNull}};
  const auto function = scope_.functions.find(name);
  if (function != scope_.functions.end() && peek(1).is("(")) {
    take();
    const auto given = arguments();
    ++own_calls_;
    if (auto value = java_own_call(function->second, given, scope_)) return *std::move(value);
    refuse("the arguments of `" + name + "` are not known to match");
  }
  if (const JavaVariable* variable = scope_.find(name)) {
    take();
    if (variable->type.kind == JavaKind::kVoid)
      refuse("`" + name + (variable->place ? "` depends on Java that was not converted" : "` is not known"));
    JavaValue value{variable->code, variable->type};
    value.may_be_assigned = !variable->is_constant;
    value.variable = variable->code;
    value.may_be_null = variable->may_be_null;
    ++named_[value.variable];
    return value;
  }
  const bool is_class = std::ranges::find(kClasses, name) != std::end(kClasses);
  if (is_class && peek(1).is(".")) {
    take();
    JavaValue value{name, {JavaKind::kClass}};
    if (name != "System") return value;
    if (peek(1).text != "out") refuse("`System." + std::string(peek(1).text) + "` is not known");
    take();
    take();
    value.code = "System.out";
    return value;
  }
  if (name == "HttpServletResponse" && peek(1).is(".")) {
    take();
    return JavaValue{"response", {JavaKind::kResponse}};
  }
  refuse(peek(1).is("(") && name != "switch" ? "the method `" + name + "` is not known"
                                             : "`" + name + "` is not known");
}

/// Parses `new …`.
JavaValue JavaExpressions::made() {
  take();
  const std::size_t begin = at_;
  const std::string name = qualified_name();
  if (std::ranges::find(kDates, name) != std::end(kDates) && peek().is("(") && peek(1).is(")")) {
    take();
    take();
    scope_.headers.insert("<chrono>");
    scope_.guesses.insert("a date is printed in the form 2026-11-22T19:10:00Z");
    return JavaValue{"std::chrono::system_clock::now()", {JavaKind::kTime}};
  }
  const bool is_array = peek().is("[");
  if (is_array && plain_kind(name)) return made_array({*plain_kind(name)});
  at_ = begin;
  const auto type = this->type();
  if (!type || !peek().is("(")) refuse("`new " + name + "` is not supported");
  const auto given = arguments();
  if (type->kind == JavaKind::kList && given.empty()) return JavaValue{cpp_type(*type) + "{}", *type};
  const bool is_text = type->kind == JavaKind::kBuilder;
  if (is_text && given.empty()) return JavaValue{"std::string()", *type};
  if (is_text && given.size() == 1 && given.front().type.is_text())
    return JavaValue{"std::string(" + given.front().code + ")", *type};
  refuse("`new " + name + "` is not supported");
}

/// Parses what follows `new int`.
JavaValue JavaExpressions::made_array(JavaType type) {
  const JavaType list{JavaKind::kList, type.kind};
  take();
  if (accept("]")) return array_elements(type);
  const auto size = expression();
  // Arrays of strings begin with nulls.
  if (!accept("]") || !size.type.is_whole() || !type.is_number()) refuse("such an array is not supported");
  return JavaValue{cpp_type(list) + "(static_cast<std::size_t>(" + size.code + "))", list};
}

JavaValue JavaExpressions::array_elements(JavaType type) {
  const JavaType list{JavaKind::kList, type.kind};
  if (!accept("{")) refuse("such an array is not supported");
  std::string code = cpp_type(list) + "{";
  while (!peek().is("}")) {
    const auto element = java_assigned(type, expression(), scope_);
    if (!element) refuse("an element of the array is not known to have the right type");
    code += (code.back() == '{' ? "" : ", ") + *element;
    if (!accept(",")) break;
  }
  expect("}");
  return JavaValue{code + "}", list};
}

}  // namespace quire::compiler
