#include "compiler/import/java/value.h"

#include <utility>

namespace quire::compiler {

std::string cpp_type(const JavaType& type) {
  switch (type.kind) {
    case JavaKind::kBoolean:
      return "bool";
    case JavaKind::kCharacter:
      return "char";
    case JavaKind::kInteger:
      return "int";
    case JavaKind::kLong:
      return "long long";
    case JavaKind::kDouble:
      return "double";
    case JavaKind::kLiteral:
    case JavaKind::kText:
    case JavaKind::kBuilder:
      return "std::string";
    case JavaKind::kView:
      return "std::string_view";
    case JavaKind::kDynamic:
      return "quire::Value";
    case JavaKind::kList:
      return "std::vector<" + cpp_type({type.element}) + ">";
    default:
      return "void";
  }
}

JavaValue owned(const JavaValue& value) {
  if (value.type.kind != JavaKind::kLiteral && value.type.kind != JavaKind::kView) return value;
  return {"std::string(" + value.code + ")", {JavaKind::kText}};
}

std::string negated(const std::string& condition) {
  return condition.front() == '!' ? condition.substr(1) : "!" + condition;
}

bool joins(const JavaValue& value) {
  const JavaKind kind = value.type.kind;
  return value.type.is_text() || value.type.is_number() || kind == JavaKind::kBoolean || kind == JavaKind::kBuilder ||
         kind == JavaKind::kDynamic || kind == JavaKind::kNull;
}

JavaValue as_printed(const JavaValue& value) {
  const JavaKind kind = value.type.kind;
  if (kind == JavaKind::kNull) return {"\"null\"", {JavaKind::kLiteral}};
  if (!value.printed.empty()) return {value.printed, {JavaKind::kText}};
  const bool has_own_form = kind == JavaKind::kDouble || kind == JavaKind::kDynamic;
  if (has_own_form) return {"quire::java::text(" + value.code + ")", {JavaKind::kText}};
  if (!value.type.is_text() || value.is_null.empty()) return value;
  return {negated(value.is_null) + " ? " + value.at(Binding::kConditional) + " : \"null\"", value.type,
          Binding::kConditional};
}

JavaValue joined(std::vector<JavaValue> parts) {
  const auto is_string = [](const JavaValue& part) {
    return part.type.kind == JavaKind::kText || part.type.kind == JavaKind::kBuilder;
  };
  std::string code;
  for (JavaValue& part : parts) {
    part = as_printed(part);
    const bool is_first = code.empty();
    if (!is_first) code += " + ";
    switch (part.type.kind) {
      case JavaKind::kLiteral:
        // Two literals cannot be added in C++.
        code += is_first && !(parts.size() > 1 && is_string(parts[1])) ? owned(part).code : part.operand();
        break;
      case JavaKind::kView:
        code += owned(part).code;
        break;
      case JavaKind::kCharacter:
        code += is_first ? "std::string(1, " + part.code + ")" : part.operand();
        break;
      case JavaKind::kBoolean:
        code += is_first ? "std::string(" + part.at(Binding::kOr) + " ? \"true\" : \"false\")"
                         : "(" + part.at(Binding::kOr) + " ? \"true\" : \"false\")";
        break;
      case JavaKind::kInteger:
      case JavaKind::kLong:
        code += "std::to_string(" + part.code + ")";
        break;
      default:
        code += part.operand();
    }
  }
  JavaValue value{std::move(code), {JavaKind::kText}, Binding::kSum};
  value.parts = std::move(parts);
  return value;
}

}  // namespace quire::compiler
