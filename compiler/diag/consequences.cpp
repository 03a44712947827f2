#include "compiler/diag/diagnostic.h"

#include <algorithm>
#include <initializer_list>

namespace quire::compiler {
namespace {

struct Rule {
  DiagnosticKind cause;
  std::initializer_list<DiagnosticKind> consequences;
};

using enum DiagnosticKind;

constexpr std::initializer_list<DiagnosticKind> kOfLostElements = {kMissingAttribute,  kUnclosedTag,   kUnmatchedTag,
                                                                   kUnknownPrefix,     kUndeclaredTag, kMisplacedAction,
                                                                   kUnbalancedBracket, kUnclearFlow};
constexpr std::initializer_list<DiagnosticKind> kOfLostAttributes = {kMissingAttribute, kMisplacedAction,
                                                                     kUndeclaredTag};

constexpr Rule kRules[] = {
    {kUnclosedElement, kOfLostElements}, {kUnclosedComment, kOfLostElements}, {kMalformedAttribute, kOfLostAttributes}};

bool contains(std::initializer_list<DiagnosticKind> kinds, DiagnosticKind kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

}  // namespace

void Sink::drop_consequences() {
  for (const auto& [cause, consequences] : kRules) {
    const bool has_cause =
        std::ranges::any_of(diagnostics_, [&](const Diagnostic& each) { return each.kind == cause; });
    if (!has_cause) continue;
    std::erase_if(diagnostics_, [&](const Diagnostic& each) {
      const bool is_dropped = contains(consequences, each.kind);
      if (is_dropped && each.severity == Severity::kError) --errors_;
      return is_dropped;
    });
  }
}

}  // namespace quire::compiler
