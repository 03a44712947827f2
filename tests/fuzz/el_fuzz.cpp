// A tree has spans inside those of what it is part of; without a tree, one
// mistake is reported. Written with all parentheses, an expression is parsed
// as the same tree.
#include "compiler/el/dump.h"
#include "compiler/el/parser.h"

#include <algorithm>
#include <cstdlib>
#include <string>

using namespace quire::compiler;

namespace {

std::string written(const ElNode& node);

std::string quoted(const std::string& value) {
  std::string result = "'";
  for (const char c : value) result.append(c == '\\' || c == '\'' ? "\\" : "").append(1, c);
  return result + "'";
}

/// The operands from `first`, with commas between them.
std::string listed(const ElNode& node, std::size_t first) {
  std::string result;
  for (std::size_t index = first; index < node.operands.size(); ++index)
    result += (index == first ? "" : ",") + written(node.operands[index]);
  return result;
}

std::string written_map(const ElNode& map) {
  std::string result;
  for (std::size_t index = 0; index < map.operands.size(); index += 2)
    result += (index == 0 ? "" : ",") + written(map.operands[index]) + " : " + written(map.operands[index + 1]);
  return "{" + result + "}";
}

std::string written_lambda(const ElNode& lambda) {
  std::string parameters;
  for (std::size_t index = 0; index + 1 < lambda.operands.size(); ++index)
    parameters += (index == 0 ? "" : ",") + lambda.operands[index].text;
  return "((" + parameters + ") -> " + written(lambda.operands.back()) + ")";
}

std::string_view sign_of(ElKind kind) {
  constexpr std::string_view kSigns[] = {
      "-", "!", "empty ", "+", "-", "*", "/", "%", "+=", "==", "!=", "<", "<=", ">", ">=", "&&", "||"};
  return kSigns[static_cast<std::size_t>(kind) - static_cast<std::size_t>(ElKind::kNegate)];
}

std::string written(const ElNode& node) {
  switch (node.kind) {
    case ElKind::kNull:
      return "null";
    case ElKind::kBool:
    case ElKind::kInteger:
    case ElKind::kDouble:
    case ElKind::kName:
    case ElKind::kScopedName:
      return node.text;
    case ElKind::kString:
      return quoted(node.text);
    case ElKind::kProperty:
      return "(" + written(node.operands[0]) + ")." + node.text;
    case ElKind::kIndex:
      return "(" + written(node.operands[0]) + ")[" + written(node.operands[1]) + "]";
    case ElKind::kMethod:
      return "(" + written(node.operands[0]) + ")[" + quoted(node.text) + "](" + listed(node, 1) + ")";
    case ElKind::kFunction:
      return node.text + "(" + listed(node, 0) + ")";
    case ElKind::kInvoke:
      return "(" + written(node.operands[0]) + ")(" + listed(node, 1) + ")";
    case ElKind::kConditional:
      return "(" + written(node.operands[0]) + " ? " + written(node.operands[1]) + " : " + written(node.operands[2]) +
             ")";
    case ElKind::kElvis:
      return "(" + written(node.operands[0]) + " ?: " + written(node.operands[1]) + ")";
    case ElKind::kCoalesce:
      return "(" + written(node.operands[0]) + " ?? " + written(node.operands[1]) + ")";
    case ElKind::kAssign:
      return "(" + written(node.operands[0]) + " = " + written(node.operands[1]) + ")";
    case ElKind::kSequence:
      return "(" + written(node.operands[0]) + "; " + written(node.operands[1]) + ")";
    case ElKind::kLambda:
      return written_lambda(node);
    case ElKind::kList:
      return "[" + listed(node, 0) + "]";
    case ElKind::kSet:
      return "{" + listed(node, 0) + "}";
    case ElKind::kMap:
      return written_map(node);
    default:
      break;
  }
  const std::string sign(sign_of(node.kind));
  if (node.operands.size() == 1) return "(" + sign + " " + written(node.operands[0]) + ")";
  return "(" + written(node.operands[0]) + " " + sign + " " + written(node.operands[1]) + ")";
}

bool holds(Span outer, Span inner) {
  return outer.begin <= inner.begin && inner.begin <= inner.end && inner.end <= outer.end;
}

void check_spans(const ElNode& node, Span outer) {
  if (!holds(outer, node.span) || node.span.size() == 0) std::abort();
  if (node.name_span.size() > 0 && !holds(node.span, node.name_span)) std::abort();
  for (const ElNode& operand : node.operands) check_spans(operand, node.span);
}

/// `p:f` is a name only where no brackets are around it.
bool has_prefixed_name(const ElNode& node) {
  const bool is_prefixed = node.kind == ElKind::kName && node.text.find(':') != std::string::npos;
  return is_prefixed || std::any_of(node.operands.begin(), node.operands.end(), has_prefixed_name);
}

RareVector<ElNode> parsed(const std::string& text, Sink& sink) {
  const Span inner{0, 2, static_cast<std::uint32_t>(text.size() + 2)};
  return parse_el(text, inner, {}, {0, 0, inner.end + 1}, sink);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const Span element{0, 0, static_cast<std::uint32_t>(size + 3)};
  Sink sink;
  const RareVector<ElNode> nodes = parsed(text, sink);
  if (sink.error_count() != (nodes.empty() ? 1 : 0)) std::abort();
  for (const Diagnostic& diagnostic : sink.diagnostics())
    if (!holds(element, diagnostic.span) || diagnostic.message.empty()) std::abort();
  if (nodes.empty()) return 0;
  check_spans(nodes[0], element);
  if (has_prefixed_name(nodes[0])) return 0;
  // What is written has more brackets than there were.
  Sink again;
  const RareVector<ElNode> same = parsed(written(nodes[0]), again);
  if (same.empty()) {
    const DiagnosticKind kind = again.diagnostics()[0].kind;
    if (kind != DiagnosticKind::kNestingLimit && kind != DiagnosticKind::kSizeLimit) std::abort();
  } else if (dump(same[0]) != dump(nodes[0])) {
    std::abort();
  }
  return 0;
}
