#include "compiler/el/dump.h"

#include "compiler/lex/token.h"

namespace quire::compiler {
namespace {

/// What the parentheses begin with; empty for names and literals.
std::string head(const ElNode& node) {
  switch (node.kind) {
    case ElKind::kNull:
    case ElKind::kBool:
    case ElKind::kInteger:
    case ElKind::kDouble:
    case ElKind::kString:
    case ElKind::kName:
    case ElKind::kScopedName:
      return "";
    case ElKind::kProperty:
      return "." + node.text;
    case ElKind::kIndex:
      return "[]";
    case ElKind::kMethod:
      return "." + node.text + "()";
    case ElKind::kFunction:
      return node.text + "()";
    case ElKind::kInvoke:
      return "()";
    case ElKind::kNegate:
    case ElKind::kSubtract:
      return "-";
    case ElKind::kNot:
      return "!";
    case ElKind::kEmpty:
      return "empty";
    case ElKind::kAdd:
      return "+";
    case ElKind::kMultiply:
      return "*";
    case ElKind::kDivide:
      return "/";
    case ElKind::kModulo:
      return "%";
    case ElKind::kConcat:
      return "+=";
    case ElKind::kEqual:
      return "==";
    case ElKind::kNotEqual:
      return "!=";
    case ElKind::kLess:
      return "<";
    case ElKind::kLessEqual:
      return "<=";
    case ElKind::kGreater:
      return ">";
    case ElKind::kGreaterEqual:
      return ">=";
    case ElKind::kAnd:
      return "&&";
    case ElKind::kOr:
      return "||";
    case ElKind::kConditional:
      return "?";
    case ElKind::kElvis:
      return "?:";
    case ElKind::kCoalesce:
      return "??";
    case ElKind::kAssign:
      return "=";
    case ElKind::kSequence:
      return ";";
    case ElKind::kLambda:
      return "->";
    case ElKind::kList:
      return "list";
    case ElKind::kSet:
      return "set";
    case ElKind::kMap:
      return "map";
  }
  return "";
}

void write(const ElNode& node, std::string& result) {
  const std::string begin = head(node);
  if (begin.empty()) {
    result += node.kind == ElKind::kNull     ? "null"
              : node.kind == ElKind::kString ? quote_for_dump(node.text)
                                             : node.text;
    return;
  }
  result += "(" + begin;
  for (const ElNode& operand : node.operands) {
    result += " ";
    write(operand, result);
  }
  result += ")";
}

}  // namespace

std::string dump(const ElNode& node) {
  std::string result;
  write(node, result);
  return result;
}

}  // namespace quire::compiler
