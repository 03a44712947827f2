#include "compiler/parse/tag_parser.h"

#include "compiler/lex/attribute_scanner.h"
#include "compiler/parse/attribute_parser.h"
#include "compiler/parse/value_parser.h"

#include <string>
#include <string_view>
#include <utility>

namespace quire::compiler {
namespace {

std::string text_of(const std::vector<Node>& parts) {
  std::string text;
  for (const Node& part : parts)
    if (part.kind == NodeKind::kText) text += part.text;
  return text;
}

/// Whether a `<%=` in the value has no end: then the quote that seemed to end the value
/// belongs to the code.
bool is_cut_short(std::string_view value) {
  const std::size_t opener = value.rfind("<%=");
  return opener != std::string_view::npos && value.find("%>", opener) == std::string_view::npos;
}

}  // namespace

Attribute action_attribute(Span name, Span value, std::vector<Node> parts, const SourceSet& sources) {
  Attribute attribute{name, value, std::string(sources.text(name)), text_of(parts), std::string(sources.text(value)),
                      {}};
  attribute.parts = std::move(parts);
  return attribute;
}

std::string action_name(std::string_view written) {
  if (written.starts_with("jsp:")) return "page:" + std::string(written.substr(4));
  return std::string(written);
}

Node parse_action(const Token& token, ElSyntax el, const SourceSet& sources, Sink& sink) {
  const TagText tag = scan_attributes(token.inner, sources);
  Node node{NodeKind::kAction, token.span, token.inner, action_name(sources.text(tag.name))};
  node.action = action_kind(node.text);
  node.name_span = tag.name;
  node.has_body = token.span.end - token.inner.end == 1;
  bool cut_short = false;
  for (const RawAttribute& raw : tag.attributes) {
    const std::string_view name = sources.text(raw.name);
    if (is_full(node.attributes.size(), raw.name, sink)) break;
    if (is_given_twice(node, raw.name, name, sink)) continue;
    const std::string_view value = sources.text(raw.value);
    // Most values are plain text.
    const bool is_plain = value.find_first_of("\\&<%$#") == std::string_view::npos;
    node.attributes.push_back(
        is_plain ? Attribute{raw.name, raw.value, std::string(name), std::string(value), std::string(value), {}}
                 : action_attribute(raw.name, raw.value, parse_value(raw.value, el, sources, sink), sources));
    // The rest of the tag belongs to that value.
    cut_short = is_cut_short(value);
    if (cut_short) break;
  }
  if (!cut_short)
    for (const AttributeProblem& problem : tag.problems) report_attribute_problem(problem, sources, sink);
  return node;
}

}  // namespace quire::compiler
