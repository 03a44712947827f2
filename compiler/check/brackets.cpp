#include "compiler/check/passes.h"

#include <algorithm>
#include <string>
#include <vector>

namespace quire::compiler {
namespace {

/// Checks the code at the top level of a page, or in one action, which is the body of one function.
class BracketChecker {
 public:
  BracketChecker(const std::vector<Node>& nodes, const char* where, const SourceSet& sources, Sink& sink)
      : where_(where), sources_(sources), sink_(sink) {
    // If the braces of one scriptlet are unknown, those of the others cannot be checked.
    counts_braces_ = std::none_of(nodes.begin(), nodes.end(), [](const Node& node) {
      return node.kind == NodeKind::kScriptlet && (node.code.is_damaged || node.code.has_conditionals);
    });
  }

  void element(const CppCode& code, FileId file, bool scriptlet) {
    if (code.is_damaged || code.has_conditionals) return;
    for (const CppFinding& finding : code.findings) {
      const Span span{file, finding.begin, finding.end};
      switch (finding.kind) {
        case CppFindingKind::kCloseBrace:
        case CppFindingKind::kStrayCloser:
          scriptlet ? close(span) : stray_closer(span);
          break;
        case CppFindingKind::kOpenBrace:
        case CppFindingKind::kUnclosed:
          scriptlet ? open_.push_back(span) : unclosed(span, "");
          break;
        default:
          break;
      }
    }
    // What follows is emitted as a statement, so only a block may be left open.
    while (scriptlet && !open_.empty() && sources_.text(open_.back()) != "{") {
      unclosed(open_.back(), "; only `{` can be closed in a later one");
      open_.pop_back();
      ++reported_open_;
    }
  }

  void end() {
    if (!counts_braces_) return;
    for (const Span& opener : open_) {
      // `f([&] {` left open is a single error, reported at its brace.
      if (sources_.text(opener) == "{") report(opener, std::string("`{` is not closed ") + where_);
    }
  }

 private:
  void report(Span span, std::string message) {
    sink_.report(DiagnosticKind::kUnbalancedBracket, span, std::move(message));
  }

  static std::string opener_of(std::string_view closer) { return closer == ")" ? "(" : closer == "]" ? "[" : "{"; }

  void close(Span span) {
    const std::string_view closer = sources_.text(span);
    // An escaped `%>` is the digraph for `}`.
    const std::string opener = opener_of(closer);
    if (!open_.empty() && sources_.text(open_.back()) == opener) return open_.pop_back();
    if (opener != "{") {
      // The closer of a bracket that was reported as unclosed is not a second error.
      if (reported_open_ == 0) return stray_closer(span);
      --reported_open_;
      return;
    }
    if (open_.empty() && counts_braces_) report(span, "`}` has no matching `{`; it would end the page's function");
  }

  void stray_closer(Span span) {
    const std::string closer(sources_.text(span));
    report(span, "`" + closer + "` has no matching `" + opener_of(closer) + "`");
  }

  void unclosed(Span span, const char* rule) {
    report(span, "`" + std::string(sources_.text(span)) + "` is not closed in this element" + rule);
  }

  const char* const where_;
  const SourceSet& sources_;
  Sink& sink_;
  bool counts_braces_ = true;
  // Brackets left open by scriptlets, innermost last: braces, and the enclosing parenthesis
  // of calls such as `each(rows, [&](auto& row) {`.
  std::vector<Span> open_;
  std::size_t reported_open_ = 0;
};

void check(const std::vector<Node>& nodes, const char* where, const SourceSet& sources, Sink& sink) {
  BracketChecker checker(nodes, where, sources, sink);
  for (const Node& node : nodes) {
    checker.element(node.code, node.inner.file, node.kind == NodeKind::kScriptlet);
    for (const Attribute& attribute : node.attributes)
      for (const Node& part : attribute.parts) checker.element(part.code, part.inner.file, false);
    for (const Node& slot : node.slots) check(slot.children, "in this attribute", sources, sink);
    check(node.children, "within its action", sources, sink);
  }
  checker.end();
}

}  // namespace

void check_brackets(const Page& page, const SourceSet& sources, Sink& sink) {
  check(page.nodes, page.is_tag_file ? "in this tag file" : "on this page", sources, sink);
}

}  // namespace quire::compiler
