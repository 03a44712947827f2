// Expressions whose every result is written in the page.

#include "compiler/check/place_walker.h"

#include <string_view>
#include <utility>
#include <vector>

namespace quire::compiler {
namespace {

/// Adds the texts of `a ? 'b' : c ? 'd' : ''`; returns false if a result is anything else.
bool add_arms(const ElNode& expression, std::vector<std::string_view>& arms) {
  if (expression.kind == ElKind::kString) return arms.emplace_back(expression.text), true;
  return expression.kind == ElKind::kConditional && add_arms(expression.operands[1], arms) &&
         add_arms(expression.operands[2], arms);
}

}  // namespace

/// Where an attribute's name may stand, `${a ? 'checked' : ''}` is a choice among texts of the page, each of which is
/// followed like any other. Returns false for other expressions and places.
bool PlaceWalker::literal_arms(Node& node, HtmlContext& html) {
  if (!checks_ || node.el.empty() || html.place().part != ValuePart::kAttributeName) return false;
  std::vector<std::string_view> arms;
  if (!add_arms(node.el[0], arms)) return false;
  Reached end;
  for (const std::string_view arm : arms) {
    HtmlContext after = html;
    if (const HtmlContext::Problem problem = after.advance(arm, position_of(node.span)); !problem.message.empty())
      report(problem.is_warning ? DiagnosticKind::kUnquotedValue : DiagnosticKind::kUnsafePlace, node.span,
             problem.message);
    end = end ? meet(std::move(end), after, node.span, "the texts of the expression") : std::move(after);
  }
  html = *std::move(end);
  node.place.clear();
  node.place.push_back({ValuePart::kPlain});
  return true;
}

}  // namespace quire::compiler
