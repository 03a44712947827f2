#include "compiler/parse/tag_parser.h"

#include "compiler/lex/attribute_scanner.h"
#include "compiler/parse/attribute_parser.h"
#include "runtime/base/near_name.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace quire::compiler {
namespace {

struct AttributeRule {
  std::string_view directive;
  std::string_view name;
};

constexpr std::string_view kDirectives[] = {
#define QUIRE_DIRECTIVE(name) name,
#include "compiler/parse/directive_attribute.def"
};

constexpr AttributeRule kAttributes[] = {
#define QUIRE_DIRECTIVE_ATTRIBUTE(directive, name) {directive, name},
#include "compiler/parse/directive_attribute.def"
};

std::string quoted(std::string_view name) { return "`" + std::string(name) + "`"; }

/// Longer lists are not shown.
constexpr std::size_t kMaxListed = 12;

/// `a`, `b` and `c`.
std::string listed(const std::vector<std::string_view>& names) {
  std::string list;
  for (std::size_t index = 0; index < names.size(); ++index)
    list += (index == 0 ? "" : index + 1 == names.size() ? " and " : ", ") + quoted(names[index]);
  return list;
}

/// Whether the directive has such an attribute; if not, reports it.
bool accept(std::string_view directive, Span name_span, std::string_view name, Sink& sink) {
  std::vector<std::string_view> names;
  for (const AttributeRule& rule : kAttributes) {
    if (rule.directive != directive) continue;
    if (rule.name == name) return true;
    names.push_back(rule.name);
  }
  std::string message = "unknown " + std::string(directive) + " attribute " + quoted(name);
  const std::string_view near = near_name(name, names);
  if (names.size() <= kMaxListed)
    message += (names.size() == 1 ? "; it takes only " : ", which is none of ") + listed(names);
  report_unknown_name(DiagnosticKind::kUnknownAttribute, name_span, std::move(message), near, sink);
  return false;
}

/// `import` may be repeated, as in JSP.
bool is_repeated(const Node& node, Span name_span, std::string_view name, Sink& sink) {
  return name != "import" && is_given_twice(node, name_span, name, sink);
}

}  // namespace

bool accept_directive(Span name_span, std::string_view name, Sink& sink) {
  if (std::ranges::find(kDirectives, name) != std::end(kDirectives)) return true;
  report_unknown_name(DiagnosticKind::kUnknownDirective, name_span, "unknown directive " + quoted(name),
                      near_name(name, kDirectives), sink);
  return false;
}

void add_directive_attribute(Node& directive, Attribute attribute, Sink& sink) {
  if (is_repeated(directive, attribute.name_span, attribute.name, sink)) return;
  if (!accept(directive.text, attribute.name_span, attribute.name, sink)) return;
  directive.attributes.push_back(std::move(attribute));
}

std::optional<Node> parse_directive(const Token& token, const SourceSet& sources, Sink& sink) {
  const TagText tag = scan_attributes(token.inner, sources);
  const std::string_view name = sources.text(tag.name);
  if (name.empty()) {
    sink.report(DiagnosticKind::kUnknownDirective, {token.span.file, token.span.begin, token.span.begin + 3},
                "directive has no name; write `<%@ page … %>` or `<%@ include … %>`");
    return std::nullopt;
  }
  if (!accept_directive(tag.name, name, sink)) return std::nullopt;
  for (const AttributeProblem& problem : tag.problems) report_attribute_problem(problem, sources, sink);
  Node node{NodeKind::kDirective, token.span, token.inner, std::string(name)};
  node.name_span = tag.name;
  for (const RawAttribute& raw : tag.attributes) {
    const std::string_view value = sources.text(raw.value);
    add_directive_attribute(
        node,
        {raw.name, raw.value, std::string(sources.text(raw.name)), unescape_attribute(value), std::string(value), {}},
        sink);
  }
  return node;
}

}  // namespace quire::compiler
