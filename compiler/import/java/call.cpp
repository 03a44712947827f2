#include "compiler/import/java/expression.h"

#include "compiler/import/beans.h"
#include "compiler/import/imported_name.h"

#include <algorithm>
#include <utility>

namespace quire::compiler {
namespace {

struct Method {
  JavaKind object;
  std::string_view name;
  std::string_view arguments;
  std::string_view cpp;
  JavaKind result;
  std::string_view guess;
};

constexpr Method kMethods[] = {
#define QUIRE_JAVA_METHOD(object, name, arguments, cpp, result, guess) \
  {JavaKind::k##object, name, arguments, cpp, JavaKind::k##result, guess},
#include "compiler/import/java/method.def"
};

bool fits(char letter, const JavaValue& value) {
  const JavaType& type = value.type;
  switch (letter) {
    case 't':
      return type.is_text();
    case 'i':
      return type.kind == JavaKind::kInteger || type.kind == JavaKind::kLong;
    case 'd':
      return type.is_number();
    case 'b':
      return type.kind == JavaKind::kBoolean;
    case 'v':
      return type.is_text() || type.kind == JavaKind::kInteger || type.kind == JavaKind::kLong ||
             type.kind == JavaKind::kDouble || type.kind == JavaKind::kBoolean;
    case 'j':
      return joins(value);
    case '0':
      return value.code == "0" || value.code == "-1";
    case 'o':
      return type.kind == JavaKind::kRequest || type.kind == JavaKind::kResponse;
    default:
      return false;
  }
}

bool fit(std::string_view letters, const std::vector<JavaValue>& arguments) {
  return letters.size() == arguments.size() && std::equal(letters.begin(), letters.end(), arguments.begin(),
                                                          [](char a, const auto& b) { return fits(a, b); });
}

std::string as_argument(char letter, const JavaValue& value) {
  if (letter == 'v') return owned(value).code;
  if (letter == 'j') return value.type.is_text() && value.is_null.empty() ? value.code : joined({value}).code;
  return value.code;
}

std::string filled(std::string_view cpp, const JavaValue& object, std::string_view letters,
                   const std::vector<JavaValue>& arguments) {
  std::string code;
  for (std::size_t at = 0; at < cpp.size(); ++at) {
    if (cpp[at] != '$') {
      code += cpp[at];
      continue;
    }
    const auto number = static_cast<std::size_t>(cpp[++at] - '0');
    if (number > 0) code += as_argument(letters[number - 1], arguments[number - 1]);
    else if (object.type.kind == JavaKind::kLiteral) code += owned(object).code;
    else code += object.operand();
  }
  return code;
}

/// Finds `name`, which may have its class before it.
const Method& find_method(JavaKind object, std::string_view name, const std::vector<JavaValue>& arguments,
                          JavaScope& scope) {
  const auto* method = std::ranges::find_if(kMethods, [&](const Method& each) {
    return each.object == object && each.name == name && fit(each.arguments, arguments);
  });
  if (method == std::end(kMethods))
    refuse("the method `" + std::string(name.substr(name.rfind('.') + 1)) + "` is not known here");
  if (!method->guess.empty()) scope.guesses.emplace(method->guess);
  return *method;
}

constexpr std::string_view kProperty = "quire::java::property(";

/// Whether the value is a bean, or a property of one.
bool is_bean(const JavaValue& value) {
  return value.type.kind == JavaKind::kDynamic && (!value.variable.empty() || value.code.starts_with(kProperty));
}

/// Whether text was made from a bean.
bool reads_bean(const JavaValue& value) { return is_bean(value) || value.code.find(kProperty) != std::string::npos; }

/// `getName()` of a bean. Whether the property is missing, as long as C++ does not set it, must not decide anything:
/// it can only be printed.
std::optional<JavaValue> bean_property(const JavaValue& object, std::string_view name,
                                       const std::vector<JavaValue>& arguments, JavaScope& scope) {
  const std::string property = property_of(name);
  if (!is_bean(object) || !arguments.empty() || property.empty()) return std::nullopt;
  scope.guesses.insert("a getter of a bean reads a member of a `quire::Value`");
  return JavaValue{std::string(kProperty) + object.code + ", \"" + property + "\")", {JavaKind::kDynamic}};
}

/// The value as the object of a call, which throws if it is null, as in Java.
JavaValue required(const JavaValue& value, JavaScope& scope) {
  const bool is_known = !value.is_null.empty();
  if (!is_known && !value.may_be_null) return value;
  if (!is_known) scope.guesses.insert("a method of a string that is empty throws, as of one that is null");
  constexpr std::string_view kChecked = "quire::java::required(";
  JavaValue result = value;
  // A cast to a number has checked it already.
  if (!value.code.starts_with(kChecked))
    result.code =
        std::string(kChecked) + (is_known ? value.is_null : value.operand() + ".empty()") + ", " + value.code + ")";
  result.binding = Binding::kPrimary;
  result.is_null.clear();
  result.printed.clear();
  result.may_be_null = false;
  scope.headers.insert("<quire/java.h>");
  return result;
}

/// `a.equals(b)`.
std::optional<JavaValue> equality(const JavaValue& a, const JavaValue& given, JavaScope& scope) {
  // What is missing is not equal to an empty string.
  const JavaValue b = a.code == "\"\"" && given.type.is_text() ? required(given, scope) : given;
  JavaValue result{{}, {JavaKind::kBoolean}, Binding::kEquality};
  if (reads_bean(a) || reads_bean(b)) return std::nullopt;
  const bool text = a.type.is_text() && b.type.is_text();
  if (text && a.type.kind == JavaKind::kLiteral && b.type.kind == JavaKind::kLiteral)
    result.code = owned(a).code + " == " + b.at(Binding::kRelation);
  else if (text) result.code = a.at(Binding::kRelation) + " == " + b.at(Binding::kRelation);
  else if (a.type.is_text() && b.type.kind == JavaKind::kDynamic)
    result.code = b.at(Binding::kRelation) + " == quire::Value(" + a.code + ")";
  else if (a.type.kind == JavaKind::kDynamic && b.type.is_text())
    result.code = a.at(Binding::kRelation) + " == quire::Value(" + b.code + ")";
  else if (a.type.is_boxed && b.type.is_boxed && a.type == b.type)
    result.code = a.at(Binding::kRelation) + " == " + b.at(Binding::kRelation);
  else return std::nullopt;
  return result;
}

std::optional<JavaValue> list_call(const JavaValue& list, std::string_view name,
                                   const std::vector<JavaValue>& arguments, JavaScope& scope) {
  if (arguments.size() != 1) return std::nullopt;
  const JavaType element{list.type.element, JavaKind::kVoid, true};
  if (name == "get" && fits('i', arguments[0]))
    return JavaValue{list.operand() + ".at(static_cast<std::size_t>(" + arguments[0].code + "))", element};
  if (name != "add" || !list.may_be_assigned) return std::nullopt;
  const auto value = java_assigned(element, arguments[0], scope);
  if (!value) return std::nullopt;
  return JavaValue{list.operand() + ".push_back(" + *value + ")", {JavaKind::kVoid}};
}

/// Calls that the tables cannot express.
std::optional<JavaValue> special_call(const JavaValue& object, std::string_view name,
                                      const std::vector<JavaValue>& arguments, JavaScope& scope) {
  const JavaKind kind = object.type.kind;
  if (name == "equals" && arguments.size() == 1) return equality(object, arguments[0], scope);
  if (kind == JavaKind::kList) return list_call(object, name, arguments, scope);
  if (kind == JavaKind::kRequest && name == "getParameterValues" && fit("t", arguments)) {
    JavaValue values{"request.params(" + arguments[0].code + ")", {JavaKind::kList, JavaKind::kView}};
    values.is_null = "!request.has_param(" + arguments[0].code + ")";
    return values;
  }
  const bool is_itself =
      (name == "intValue" && kind == JavaKind::kInteger) || (name == "longValue" && kind == JavaKind::kLong) ||
      (name == "doubleValue" && kind == JavaKind::kDouble) || (name == "booleanValue" && kind == JavaKind::kBoolean);
  if (is_itself && arguments.empty()) return JavaValue{object.operand(), object.type};
  if (auto value = bean_property(object, name, arguments, scope)) return value;
  const bool asks_session = kind == JavaKind::kRequest && name == "getSession" && fit("b", arguments);
  if (asks_session && arguments[0].code == "true") return JavaValue{"session", {JavaKind::kSession}};
  if (object.type.is_text() && name == "substring" && fit("ii", arguments)) {
    scope.guesses.insert("`substring` counts bytes, and does not throw for an end past that of the string");
    const std::string& begin = arguments[0].code;
    const std::string size =
        begin == "0" ? arguments[1].code : arguments[1].at(Binding::kSum) + " - " + arguments[0].at(Binding::kProduct);
    const std::string text = kind == JavaKind::kLiteral ? owned(object).code : object.operand();
    return JavaValue{"std::string(" + text + ".substr(" + begin + ", " + size + "))", {JavaKind::kText}};
  }
  return std::nullopt;
}

/// Records what is known about the value of a call beyond its type.
void remember(JavaValue& value, const JavaValue& object, std::string_view name,
              const std::vector<JavaValue>& arguments) {
  const JavaKind kind = object.type.kind;
  if (kind == JavaKind::kRequest && name == "getParameter")
    value.is_null = "!request.has_param(" + arguments[0].code + ")";
  if (kind == JavaKind::kRequest && name == "getHeader")
    value.is_null = "!request.has_header(" + arguments[0].code + ")";
  // These cannot be told from empty ones.
  if (name == "getQueryString" || name == "getContentType" || name == "getInitParameter")
    value.is_null = value.code + ".empty()";
  if (value.type.kind != JavaKind::kDynamic) return;
  value.is_null = value.code + ".is_null()";
  if (name != "getAttribute") return;
  if (kind == JavaKind::kSession) value.stored_in = "session";
  if (kind == JavaKind::kApplication) value.stored_in = "application";
  value.stored_as = arguments[0].code;
}

}  // namespace

bool java_may_be_null(const JavaValue& value) {
  return value.type.kind == JavaKind::kNull || value.may_be_null || !value.is_null.empty();
}

JavaValue java_call(const JavaValue& called, std::string_view name, std::vector<JavaValue> arguments,
                    JavaScope& scope) {
  const JavaValue object = required(called, scope);
  if (auto value = special_call(object, name, arguments, scope)) return *std::move(value);
  const JavaKind kind = object.type.is_text() ? JavaKind::kText : object.type.kind;
  if (object.type.is_text() && reads_bean(object)) refuse("it depends on a bean");
  const bool reads = (name == "getAttribute" || name == "findAttribute") && arguments.size() == 1;
  if (reads && scope.spoiled_attributes.contains(arguments[0].code))
    refuse("Java that was not converted sets the attribute " + arguments[0].code);
  const Method& method = find_method(kind, name, arguments, scope);
  const bool leads = name == "sendRedirect" || name == "getRequestDispatcher" || name == "forward" || name == "include";
  if (leads && !arguments.empty()) arguments[0].code = imported_literal(arguments[0].code);
  JavaValue value{
      filled(method.cpp, kind == JavaKind::kDispatcher ? JavaValue{object.code} : object, method.arguments, arguments),
      {method.result}};
  remember(value, object, name, arguments);
  return value;
}

JavaValue java_static_call(std::string_view class_name, std::string_view name, std::vector<JavaValue> arguments,
                           JavaScope& scope) {
  const std::string whole = std::string(class_name) + "." + std::string(name);
  if ((whole == "Math.max" || whole == "Math.min") && arguments.size() == 2 && arguments[0].type == arguments[1].type &&
      arguments[0].type.is_number()) {
    scope.headers.insert("<algorithm>");
    if (arguments[0].type.kind == JavaKind::kDouble)
      scope.guesses.insert("`Math." + std::string(name) + "` ignores NaN");
    return JavaValue{"std::" + std::string(name) + "(" + arguments[0].code + ", " + arguments[1].code + ")",
                     arguments[0].type};
  }
  const Method& method = find_method(JavaKind::kClass, whole, arguments, scope);
  if (class_name == "Math") scope.headers.emplace("<cmath>");
  JavaValue value{filled(method.cpp, {}, method.arguments, arguments), {method.result}};
  if (method.cpp == "$1") {
    value.binding = arguments[0].binding;
    if (value.type.kind == JavaKind::kText) value = joined({arguments[0]});
    else value.type.is_boxed = true;
  }
  return value;
}

std::optional<JavaValue> java_own_call(const JavaFunction& function, const std::vector<JavaValue>& arguments,
                                       JavaScope& scope) {
  if (arguments.size() != function.parameters.size()) return std::nullopt;
  std::string list;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto argument = java_assigned(function.parameters[i], arguments[i], scope);
    if (!argument || function.parameters[i].kind == JavaKind::kList) return std::nullopt;
    list += (i == 0 ? "" : ", ") + *argument;
  }
  return JavaValue{function.code + "(" + list + ")", function.result};
}

std::optional<std::string> java_assigned(const JavaType& to, const JavaValue& value, JavaScope& scope) {
  const JavaType& from = value.type;
  if (reads_bean(value)) return std::nullopt;
  const bool loses_null = to.kind == JavaKind::kText || to.kind == JavaKind::kList;
  if (loses_null && !value.is_null.empty()) scope.guesses.insert(kNullIsEmpty);
  if (to.kind == JavaKind::kText && from.is_text())
    return from.kind == JavaKind::kView ? owned(value).code : value.code;
  if (to.kind == JavaKind::kView && from.is_text()) return std::nullopt;
  if (to.kind == JavaKind::kBuilder && from.kind == JavaKind::kBuilder && !value.may_be_assigned) return value.code;
  if (to.kind == JavaKind::kDynamic && from.kind == JavaKind::kDynamic) return value.code;
  // Java variables share a list, but C++ variables copy it.
  if (to.kind == JavaKind::kList && from == to && !value.may_be_assigned) return value.code;
  const bool widens = (to.kind == JavaKind::kInteger && from.kind == JavaKind::kCharacter) ||
                      (to.kind == JavaKind::kLong && from.is_whole()) ||
                      (to.kind == JavaKind::kDouble && from.is_number());
  const bool is_same = to == from && (to.is_number() || to.kind == JavaKind::kBoolean);
  if (is_same || widens) return value.code;
  return std::nullopt;
}

}  // namespace quire::compiler
