#include "compiler/check/passes.h"

#include "compiler/ast/visit.h"
#include "compiler/el/parser.h"
#include "compiler/el/static_members.h"

#include <string>

namespace quire::compiler {
namespace {

/// `<vector>` for `#include <vector>  // lists`, or empty if there is no header name.
std::string_view header_of(std::string_view line) {
  const std::size_t open = line.find_first_of("<\"");
  if (open == std::string_view::npos) return {};
  const std::size_t close = line.find(line[open] == '<' ? '>' : '"', open + 1);
  return close == std::string_view::npos ? std::string_view() : line.substr(open, close + 1 - open);
}

void check_preprocessor_includes(const Node& node, const SourceSet& sources, Sink& sink) {
  for (const CppFinding& finding : node.code.findings) {
    if (finding.kind != CppFindingKind::kPreprocessorInclude) continue;
    const Span span{node.inner.file, finding.begin, finding.end};
    std::string header(header_of(sources.text(span)));
    std::erase(header, '"');
    if (header.empty()) header = "…";
    sink.report(
        DiagnosticKind::kIncludeInCode, span,
        "`#include` would end up inside a function or namespace; write `<%@ page import=\"" + header + "\" %>`");
  }
}

void check_expression(const CppCode& code, Span span, Sink& sink) {
  if (code.is_damaged) return;
  if (code.is_blank()) {
    sink.report(DiagnosticKind::kEmptyExpression, span, "expression is empty; it needs a value to print");
  } else if (code.last == ';') {
    const Span semicolon{span.file, code.last_begin, code.last_end};
    Diagnostic& d = sink.report(DiagnosticKind::kExpressionSemicolon, semicolon,
                                "`;` after an expression; only a value can be printed, not a statement");
    d.fixes.push_back({semicolon, ""});
  }
}

/// The types that the page declares, but those whose names are also those of variables.
TypeNames types_of(const Page& page, const SourceSet& sources) {
  TypeNames types;
  for_each_node(page.nodes, [&](const Node& node) {
    if (node.kind == NodeKind::kDeclaration) add_declared_types(sources.text(node.inner), types);
  });
  if (types.empty()) return types;
  for_each_node(page.nodes, [&](const Node& node) {
    if (node.kind == NodeKind::kDeclaration || node.kind == NodeKind::kScriptlet)
      drop_declared_variables(sources.text(node.inner), types);
    for (const char* name : {"var", "varStatus", "id"})
      if (const Attribute* variable = node.find(name)) types.erase(variable->value);
  });
  for (const auto* parameters : {&page.settings.params, &page.settings.arguments, &page.tag.attributes})
    for (const Parameter& parameter : *parameters) types.erase(parameter.variable);
  return types;
}

}  // namespace

void check_code(Page& page, const SourceSet& sources, Sink& sink) {
  for_each_node(page.nodes, [&](const Node& node) {
    const Attribute* variable = node.standard == StandardTag::kNone ? nullptr : node.find("var");
    if (variable != nullptr) page.set_names.insert(variable->value);
  });
  const TypeNames types = types_of(page, sources);
  for_each_node_and_part(page.nodes, [&](Node& node) {
    if (node.kind == NodeKind::kEl) node.el = parse_el(node.text, node.inner, node.escapes, node.span, sink);
    for (ElNode& expression : node.el) name_static_members(expression, types);
    check_preprocessor_includes(node, sources, sink);
    const bool expression = node.kind == NodeKind::kExpression || node.kind == NodeKind::kRawExpression;
    if (expression) check_expression(node.code, node.span, sink);
  });
}

}  // namespace quire::compiler
