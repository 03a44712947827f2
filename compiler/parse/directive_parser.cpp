#include "compiler/parse/directive_parser.h"

#include "compiler/diag/near_name.h"
#include "compiler/lex/attribute_scanner.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace quire::compiler {
namespace {

struct DirectiveRule {
  std::string_view name;
  bool works;
};

struct AttributeRule {
  std::string_view directive;
  std::string_view name;
  bool works;
};

constexpr DirectiveRule kDirectives[] = {
#define QUIRE_DIRECTIVE(name, works) {#name, works},
#include "compiler/parse/directive_attribute.def"
};

constexpr AttributeRule kAttributes[] = {
#define QUIRE_DIRECTIVE_ATTRIBUTE(directive, name, works) {#directive, #name, works},
#include "compiler/parse/directive_attribute.def"
};

std::string quoted(std::string_view name) { return "`" + std::string(name) + "`"; }

/// Reports an unknown name, with the near one as a fix.
void report_unknown(DiagnosticKind kind, Span span, std::string message, std::string_view near, Sink& sink) {
  if (!near.empty()) message += "; did you mean " + quoted(near) + "?";
  Diagnostic& d = sink.report(kind, span, std::move(message));
  if (!near.empty()) d.fixes.push_back({span, std::string(near)});
}

void report_problem(const AttributeProblem& problem, const SourceSet& sources, Sink& sink) {
  const std::string_view seen = sources.text(problem.span);
  const auto report = [&](std::string message) -> Diagnostic& {
    return sink.report(DiagnosticKind::kMalformedAttribute, problem.span, std::move(message));
  };
  switch (problem.kind) {
    case AttributeProblemKind::kUnexpectedText:
      report("expected an attribute as in `name=\"value\"`");
      break;
    case AttributeProblemKind::kMissingValue:
      report("attribute " + quoted(seen) + " has no value; write `" + std::string(seen) + "=\"…\"`");
      break;
    case AttributeProblemKind::kMissingQuotes:
      if (seen.empty()) report("attribute without a value; write it in quotes after the `=`");
      else if (seen.find_first_of("\"'") != std::string_view::npos) report("attribute value without its opening quote");
      else report("attribute value without quotes").fixes.push_back({problem.span, "\"" + std::string(seen) + "\""});
      break;
    case AttributeProblemKind::kUnclosedQuote:
      report("attribute value without its closing quote");
      break;
    case AttributeProblemKind::kMissingBlank: {
      const Span before{problem.span.file, problem.span.begin, problem.span.begin};
      report("missing blank before attribute " + quoted(seen)).fixes.push_back({before, " "});
      break;
    }
  }
}

/// The rule of an attribute; reports one that is unknown or does not work yet.
bool accept(std::string_view directive, Span name_span, std::string_view name, Sink& sink) {
  std::vector<std::string_view> names;
  for (const AttributeRule& rule : kAttributes) {
    if (rule.directive != directive) continue;
    if (rule.name == name && !rule.works)
      sink.report(
          DiagnosticKind::kNotSupportedYet, name_span,
          "attribute " + quoted(name) + " of the `" + std::string(directive) + "` directive is not supported yet");
    if (rule.name == name) return rule.works;
    names.push_back(rule.name);
  }
  report_unknown(DiagnosticKind::kUnknownAttribute, name_span,
                 "unknown " + std::string(directive) + " attribute " + quoted(name), near_name(name, names), sink);
  return false;
}

/// `import` may be repeated, as in JSP.
bool is_repeated(const Node& node, Span name_span, std::string_view name, Sink& sink) {
  const Attribute* first = node.find(name);
  if (first == nullptr || name == "import") return false;
  Diagnostic& d =
      sink.report(DiagnosticKind::kDuplicateAttribute, name_span, "attribute " + quoted(name) + " is given twice");
  d.notes.push_back({first->name_span, "first given here"});
  return true;
}

/// Whether there is such a directive and it works; reports it otherwise.
bool accept_directive(const Token& token, Span name_span, std::string_view name, Sink& sink) {
  const auto rule = std::ranges::find(kDirectives, name, &DirectiveRule::name);
  if (name.empty()) {
    sink.report(DiagnosticKind::kUnknownDirective, {token.span.file, token.span.begin, token.span.begin + 3},
                "directive without a name; write `<%@ page … %>` or `<%@ include … %>`");
    return false;
  }
  if (rule == std::end(kDirectives)) {
    std::vector<std::string_view> names;
    for (const DirectiveRule& known : kDirectives) names.push_back(known.name);
    report_unknown(DiagnosticKind::kUnknownDirective, name_span, "unknown directive " + quoted(name),
                   near_name(name, names), sink);
    return false;
  }
  if (!rule->works)
    sink.report(DiagnosticKind::kNotSupportedYet, name_span, "directive " + quoted(name) + " is not supported yet");
  return rule->works;
}

}  // namespace

std::optional<Node> parse_directive(const Token& token, const SourceSet& sources, Sink& sink) {
  const TagText tag = scan_attributes(token.inner, sources);
  const std::string_view name = sources.text(tag.name);
  if (!accept_directive(token, tag.name, name, sink)) return std::nullopt;
  for (const AttributeProblem& problem : tag.problems) report_problem(problem, sources, sink);
  Node node{NodeKind::kDirective, token.span, token.inner, std::string(name)};
  for (const RawAttribute& raw : tag.attributes) {
    const std::string_view attribute = sources.text(raw.name);
    if (is_repeated(node, raw.name, attribute, sink) || !accept(name, raw.name, attribute, sink)) continue;
    const std::string_view value = sources.text(raw.value);
    node.attributes.push_back(
        {raw.name, raw.value, std::string(attribute), unescape_attribute(value), std::string(value)});
  }
  const bool misses_file =
      name == "include" && node.attributes.empty() && tag.problems.empty() && tag.attributes.empty();
  if (misses_file)
    sink.report(DiagnosticKind::kMissingAttribute, tag.name, "include directive without its `file` attribute");
  return node;
}

std::string unescape_attribute(std::string_view value) {
  std::string result;
  for (std::size_t at = 0; at < value.size(); ++at) {
    const std::string_view rest = value.substr(at);
    if (rest[0] == '\\' && rest.size() > 1 && std::string_view("'\"\\$#").find(rest[1]) != std::string_view::npos) {
      result += rest[1];
      at += 1;
    } else if (rest.starts_with("<\\%") || rest.starts_with("%\\>")) {
      (result += rest[0]) += rest[2];
      at += 2;
    } else if (rest.starts_with("&apos;") || rest.starts_with("&quot;")) {
      result += rest[1] == 'a' ? '\'' : '"';
      at += 5;
    } else {
      result += rest[0];
    }
  }
  return result;
}

}  // namespace quire::compiler
