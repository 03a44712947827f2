#include "compiler/check/passes.h"

#include "compiler/ast/visit.h"

namespace quire::compiler {
namespace {

void report_scripting(Span span, const GroupSettings& group, Sink& sink) {
  Diagnostic& d = sink.report(DiagnosticKind::kScriptingOff, span, "scripting is off for this page");
  d.notes.push_back({span_of(group.scripting->place, group.file), "turned off here"});
}

/// `c:out` that does not escape.
bool is_raw_out(const Node& node) {
  const Attribute* escapes = node.standard == StandardTag::kOut ? node.find("escapeXml") : nullptr;
  return escapes != nullptr && !(escapes->is_text() && escapes->value == "true");
}

}  // namespace

void check_refused_elements(const Page& page, Sink& sink) {
  const GroupSettings& group = page.settings.group;
  const bool scripting_off = group.scripting && !group.scripting->value;
  const bool raw_off = group.raw_is_error && group.raw_is_error->value;
  if (!scripting_off && !raw_off) return;
  for_each_node_and_part(page.nodes, [&](const Node& node) {
    const bool is_raw = node.kind == NodeKind::kRawExpression;
    const bool is_script = is_raw || node.kind == NodeKind::kExpression || node.kind == NodeKind::kScriptlet ||
                           node.kind == NodeKind::kDeclaration;
    if (scripting_off && is_script) {
      report_scripting(node.span, group, sink);
    } else if (raw_off && is_raw) {
      Diagnostic& d =
          sink.report(DiagnosticKind::kRawExpressionRefused, node.span,
                      "raw expressions are forbidden on this page; use `<%= … %>`, which escapes the value");
      d.notes.push_back({span_of(group.raw_is_error->place, group.file), "forbidden here"});
    } else if (raw_off && is_raw_out(node)) {
      Diagnostic& d = sink.report(DiagnosticKind::kRawExpressionRefused, node.find("escapeXml")->name_span,
                                  "values without escaping are forbidden on this page; remove `escapeXml`");
      d.notes.push_back({span_of(group.raw_is_error->place, group.file), "forbidden here"});
    }
  });
}

}  // namespace quire::compiler
