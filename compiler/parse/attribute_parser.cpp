#include "compiler/parse/attribute_parser.h"

#include <cstddef>
#include <utility>

namespace quire::compiler {
namespace {

std::string quoted(std::string_view name) { return "`" + std::string(name) + "`"; }

}  // namespace

void report_unknown_name(DiagnosticKind kind, Span span, std::string message, std::string_view near, Sink& sink) {
  if (!near.empty()) message += "; did you mean " + quoted(near) + "?";
  Diagnostic& d = sink.report(kind, span, std::move(message));
  if (!near.empty()) d.fixes.push_back({span, std::string(near)});
}

void report_attribute_problem(const AttributeProblem& problem, const SourceSet& sources, Sink& sink) {
  const std::string_view seen = sources.text(problem.span);
  const auto report = [&](std::string message) -> Diagnostic& {
    return sink.report(DiagnosticKind::kMalformedAttribute, problem.span, std::move(message));
  };
  switch (problem.kind) {
    case AttributeProblemKind::kUnexpectedText:
      report("expected an attribute such as `name=\"value\"`");
      break;
    case AttributeProblemKind::kMissingValue:
      report("attribute " + quoted(seen) + " has no value; write `" + std::string(seen) + "=\"…\"`");
      break;
    case AttributeProblemKind::kMissingQuotes:
      if (seen.empty()) report("attribute has no value; write it in quotes after the `=`");
      else if (seen.find_first_of("\"'") != std::string_view::npos)
        report("attribute value is missing its opening quote");
      else report("attribute value is not quoted").fixes.push_back({problem.span, "\"" + std::string(seen) + "\""});
      break;
    case AttributeProblemKind::kUnclosedQuote:
      report("attribute value is missing its closing quote");
      break;
    case AttributeProblemKind::kMissingBlank: {
      const Span before{problem.span.file, problem.span.begin, problem.span.begin};
      report("missing space before attribute " + quoted(seen)).fixes.push_back({before, " "});
      break;
    }
  }
}

bool is_full(std::size_t attributes, Span name_span, Sink& sink) {
  if (attributes < kMaxAttributes) return false;
  sink.report(DiagnosticKind::kSizeLimit, name_span, "an action can have at most 256 attributes");
  return true;
}

bool is_given_twice(const Node& node, Span name_span, std::string_view name, Sink& sink) {
  const Attribute* first = node.find(name);
  if (first == nullptr) return false;
  Diagnostic& d =
      sink.report(DiagnosticKind::kDuplicateAttribute, name_span, "attribute " + quoted(name) + " is given twice");
  d.notes.push_back({first->name_span, "first given here"});
  return true;
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
