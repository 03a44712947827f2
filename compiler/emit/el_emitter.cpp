#include "compiler/emit/el_emitter.h"

#include "compiler/emit/el_names.h"
#include "compiler/emit/literal.h"

#include <algorithm>

namespace quire::compiler {
namespace {

/// A decimal literal of C++, where a leading zero would make it octal.
std::string integer_literal(std::string_view digits) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
  return std::string(digits) + "LL";
}

bool is_null(const ElNode& node) { return node.kind == ElKind::kNull; }

bool is_path(const ElNode& node) { return node.kind == ElKind::kProperty || node.kind == ElKind::kIndex; }

/// `a` of `a.b["c"]`.
const ElNode& root_of(const ElNode& path) { return is_path(path) ? root_of(path.operands[0]) : path; }

}  // namespace

void ElEmitter::expression(const ElNode& node, Unset unset) {
  const std::uint32_t begin = out_.offset();
  write(node, unset);
  out_.unit().el_uses.push_back({{begin, out_.offset()}, node.name_span.size() > 0 ? node.name_span : node.span});
}

void ElEmitter::value(const ElNode& node, Unset unset) {
  out_.glue("quire::el::value(context, ");
  expression(node, unset);
  out_.glue(")");
}

void ElEmitter::condition(const ElNode& node, Unset unset) {
  out_.glue("quire::el::test(context, ");
  expression(node, unset);
  out_.glue(")");
}

void ElEmitter::write(const ElNode& node, Unset unset) {
  switch (node.kind) {
    case ElKind::kNull:
      return out_.glue("nullptr");
    case ElKind::kBool:
      return out_.glue(node.text);
    case ElKind::kInteger:
      return out_.glue(integer_literal(node.text));
    case ElKind::kDouble:
      return out_.glue(node.text);
    case ElKind::kString:
      return text(node.text);
    case ElKind::kName:
      return name(node, unset);
    case ElKind::kScopedName:
      return out_.named(node.span, node.text);
    case ElKind::kProperty:
      return property(node, unset);
    case ElKind::kIndex:
      return index(node, unset);
    case ElKind::kMethod:
      return method(node, unset);
    case ElKind::kFunction:
      return function(node, unset);
    case ElKind::kInvoke:
      return invoke(node, unset);
    case ElKind::kAssign:
      return assignment(node, unset);
    case ElKind::kLambda:
      return lambda(node, unset);
    case ElKind::kList:
      return collection(node, "list", unset);
    case ElKind::kSet:
      return collection(node, "set_of", unset);
    case ElKind::kMap:
      return map(node, unset);
    default:
      return operation(node, unset);
  }
}

/// A plain literal, which may also be the name of an enumerator.
void ElEmitter::text(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) out_.glue(string_view_literal(text));
  else out_.glue("\"", escape_literal(text), "\"");
}

void ElEmitter::operation(const ElNode& node, Unset unset) {
  const std::vector<ElNode>& operands = node.operands;
  switch (node.kind) {
    case ElKind::kNegate:
      return call("negate", node, unset);
    case ElKind::kAdd:
      return call("add", node, unset);
    case ElKind::kSubtract:
      return call("subtract", node, unset);
    case ElKind::kMultiply:
      return call("multiply", node, unset);
    case ElKind::kDivide:
      return call("divide", node, unset);
    case ElKind::kModulo:
      return call("modulo", node, unset);
    case ElKind::kConcat:
      return call("concat", node, unset);
    case ElKind::kLess:
      return call("less", node, unset);
    case ElKind::kLessEqual:
      return call("less_equal", node, unset);
    case ElKind::kGreater:
      return call("greater", node, unset);
    case ElKind::kGreaterEqual:
      return call("greater_equal", node, unset);
    case ElKind::kEqual:
    case ElKind::kNotEqual:
      return equality(node, unset);
    case ElKind::kEmpty:
      return call("is_empty", node, Unset::kNull);
    case ElKind::kNot:
      out_.glue("!");
      return condition(operands[0], unset);
    case ElKind::kAnd:
    case ElKind::kOr:
      out_.glue("(");
      condition(operands[0], unset);
      out_.glue(node.kind == ElKind::kAnd ? " && " : " || ");
      condition(operands[1], unset);
      return out_.glue(")");
    case ElKind::kConditional:
      out_.glue("(");
      condition(operands[0], unset);
      out_.glue(" ? ");
      value(operands[1], unset);
      out_.glue(" : ");
      value(operands[2], unset);
      return out_.glue(")");
    case ElKind::kElvis:
      return fallback(node, "hold", unset);
    case ElKind::kCoalesce:
      return fallback(node, "hold_unless_null", unset);
    default:
      // `a; b`
      out_.glue("(static_cast<void>(");
      expression(operands[0], unset);
      out_.glue("), ");
      expression(operands[1], unset);
      return out_.glue(")");
  }
}

void ElEmitter::call(std::string_view function, const ElNode& node, Unset unset) {
  out_.glue("quire::el::", function, "(context");
  arguments(node, 0, unset);
  out_.glue(")");
}

void ElEmitter::arguments(const ElNode& node, std::size_t first, Unset unset) {
  for (std::size_t at = first; at < node.operands.size(); ++at) {
    out_.glue(", ");
    expression(node.operands[at], unset);
  }
}

/// A name may be unset if it is compared with null.
void ElEmitter::equality(const ElNode& node, Unset unset) {
  const bool with_null = is_null(node.operands[0]) || is_null(node.operands[1]);
  if (node.kind == ElKind::kNotEqual) out_.glue("!");
  call("equal", node, with_null ? Unset::kNull : unset);
}

/// The first operand is evaluated once: its value is held until the test has decided.
void ElEmitter::fallback(const ElNode& node, std::string_view hold, Unset unset) {
  out_.glue("(quire::el::", hold, "(context, ");
  value(node.operands[0], Unset::kNull);
  out_.glue(") ? quire::el::held(context) : ");
  value(node.operands[1], unset);
  out_.glue(")");
}

void ElEmitter::name(const ElNode& node, Unset unset) {
  // What a tag of the page sets is no mistake where it has not.
  const bool may_be_unset =
      !page_.settings.el_names_must_exist || unset == Unset::kNull || page_.set_names.contains(node.text);
  const std::string_view find = may_be_unset                       ? "find_or_null"
                                : unset == Unset::kRefusedInScript ? "find_in_script"
                                                                   : "find";
  out_.glue("quire::el::", find, "(context, ");
  out_.named(node.span, el_identifier(node.text));
  out_.glue(")");
}

void ElEmitter::property(const ElNode& node, Unset unset) {
  out_.glue("quire::el::get(context, ");
  expression(node.operands[0], unset);
  out_.glue(", ", el_member(el_property(node)), ")");
}

void ElEmitter::index(const ElNode& node, Unset unset) {
  if (!el_property(node).empty()) return property(node, unset);
  out_.glue("quire::el::index(context, ");
  expression(node.operands[0], unset);
  out_.glue(", ");
  expression(node.operands[1], unset == Unset::kNull ? Unset::kRefused : unset);
  out_.glue(")");
}

void ElEmitter::method(const ElNode& node, Unset unset) {
  out_.glue("quire::el::call(context, ");
  expression(node.operands[0], unset);
  out_.glue(", ", el_member(node.text));
  arguments(node, 1, unset == Unset::kNull ? Unset::kRefused : unset);
  out_.glue(")");
}

void ElEmitter::function(const ElNode& node, Unset unset) {
  const bool is_scoped = node.text.find("::") != std::string::npos;
  const std::size_t colon = is_scoped ? std::string::npos : node.text.find(':');
  if (colon != std::string::npos) return declared_function(node, node.text.substr(0, colon), unset);
  const std::string identifier = is_scoped ? node.text : el_identifier(node.text);
  // A lambda is a value; anything else is a function of the page, or an object that looks the name up.
  if (bound_.contains(identifier)) {
    out_.glue("quire::el::invoke(context, ", identifier);
    arguments(node, 0, unset);
    return out_.glue(")");
  }
  cpp_call(node, "", node.name_span, identifier, unset);
}

/// A call of what C++ knows by the name, which may be several functions: so it is written, not passed, and as what the
/// compiler tries with arguments of several types.
void ElEmitter::cpp_call(const ElNode& node, std::string_view qualifier, Span span, std::string_view name,
                         Unset unset) {
  constexpr std::string_view kForwarded = "(static_cast<decltype(quire_a)>(quire_a)...)";
  out_.glue("quire::el::function(context, [&]<bool quire_must>(auto&&... quire_a) -> decltype(auto) { ",
            "if constexpr (quire_must || requires { ", qualifier, name, kForwarded,
            "; }) return (quire::el::Result(context), ", qualifier);
  out_.named(span, name);
  out_.glue(kForwarded, "); else return quire::el::detail::NoMember(); }");
  arguments(node, 0, unset);
  out_.glue(")");
}

/// A function of a library that the page declares: `fn:length(a)`.
void ElEmitter::declared_function(const ElNode& node, std::string_view prefix, Unset unset) {
  const auto library =
      std::ranges::find_if(page_.libraries, [&](const TagLibrary& each) { return each.prefix.value == prefix; });
  if (library == page_.libraries.end()) return out_.glue("nullptr");
  const std::string_view local = std::string_view(node.text).substr(prefix.size() + 1);
  const Span local_span{node.name_span.file, node.name_span.end - static_cast<std::uint32_t>(local.size()),
                        node.name_span.end};
  const bool is_standard = library->kind == TagLibrary::Kind::kFunctions;
  if (is_standard) {
    out_.glue("quire::fn::", snake_case(local), "(context");
    arguments(node, 0, unset);
    return out_.glue(")");
  }
  cpp_call(node, library->cpp_namespace + "::", local_span, local, unset);
}

void ElEmitter::invoke(const ElNode& node, Unset unset) {
  out_.glue("quire::el::invoke(context, ");
  expression(node.operands[0], unset);
  arguments(node, 1, unset);
  out_.glue(")");
}

/// `a = v`, or `a.b["c"] = v`, where the path begins with an attribute.
void ElEmitter::assignment(const ElNode& node, Unset unset) {
  const ElNode& target = node.operands[0];
  const bool has_path = target.kind != ElKind::kName;
  out_.glue(has_path ? "quire::el::set(context, " : "quire::el::assign(context, ");
  const ElNode& root = root_of(target);
  if (root.kind == ElKind::kName) out_.named(root.span, el_identifier(root.text));
  else expression(root, unset);
  if (has_path) {
    out_.glue(", {");
    path(target, unset);
    out_.glue("}");
  }
  out_.glue(", ");
  expression(node.operands[1], unset);
  out_.glue(")");
}

/// The keys that lead from the root to a target.
void ElEmitter::path(const ElNode& target, Unset unset) {
  if (is_path(target.operands[0])) {
    path(target.operands[0], unset);
    out_.glue(", ");
  }
  if (target.kind == ElKind::kProperty) out_.glue(string_view_literal(target.text));
  else expression(target.operands[1], unset);
}

void ElEmitter::lambda(const ElNode& node, Unset unset) {
  const std::size_t parameters = node.operands.size() - 1;
  const std::string arguments = "quire_arguments_" + out_.next_number();
  // A lambda that another one returns outlives the other's arguments.
  const bool is_nested = !bound_.empty();
  out_.glue("quire::el::lambda(context, ", std::to_string(parameters), is_nested ? ", [=, &context](" : ", [&](",
            "[[maybe_unused]] const quire::Value* ", arguments, ") -> const quire::Value& { ");
  std::vector<std::multiset<std::string>::iterator> added;
  for (std::size_t at = 0; at < parameters; ++at) {
    const std::string identifier = el_identifier(node.operands[at].text);
    out_.glue("[[maybe_unused]] const quire::Value& ", identifier, " = ", arguments, "[", std::to_string(at), "]; ");
    added.push_back(bound_.insert(identifier));
  }
  // Distinguishes a lambda without parameters within another one.
  added.push_back(bound_.insert(std::string()));
  out_.glue("return ");
  value(node.operands.back(), unset);
  out_.glue("; })");
  for (const auto& each : added) bound_.erase(each);
}

void ElEmitter::collection(const ElNode& node, std::string_view function, Unset unset) {
  out_.glue("quire::el::", function, "(context, {");
  for (std::size_t at = 0; at < node.operands.size(); ++at) {
    if (at > 0) out_.glue(", ");
    expression(node.operands[at], unset);
  }
  out_.glue("})");
}

void ElEmitter::map(const ElNode& node, Unset unset) {
  out_.glue("quire::el::map(context, {");
  for (std::size_t at = 0; at + 1 < node.operands.size(); at += 2) {
    out_.glue(at > 0 ? ", {" : "{");
    expression(node.operands[at], unset);
    out_.glue(", ");
    expression(node.operands[at + 1], unset);
    out_.glue("}");
  }
  out_.glue("})");
}

}  // namespace quire::compiler
