#include "compiler/check/passes.h"

#include "compiler/ast/visit.h"
#include "compiler/parse/attribute_parser.h"
#include "runtime/base/near_name.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {
namespace {

/// A function of the library `jakarta.tags.functions` (Jakarta Tags 3.0, 15).
struct Function {
  std::string_view name;
  std::size_t arguments;
};

constexpr Function kFunctions[] = {{"contains", 2},        {"containsIgnoreCase", 2},
                                   {"endsWith", 2},        {"escapeXml", 1},
                                   {"indexOf", 2},         {"join", 2},
                                   {"length", 1},          {"replace", 3},
                                   {"split", 2},           {"startsWith", 2},
                                   {"substring", 3},       {"substringAfter", 2},
                                   {"substringBefore", 2}, {"toLowerCase", 1},
                                   {"toUpperCase", 1},     {"trim", 1}};

class FunctionChecker {
 public:
  FunctionChecker(const Page& page, Sink& sink) : page_(page), sink_(sink) {}

  void check(const ElNode& expression) {
    if (expression.kind == ElKind::kFunction) call(expression);
    for (const ElNode& operand : expression.operands) check(operand);
  }

 private:
  void call(const ElNode& node) {
    const std::size_t colon = node.text.find(':');
    // Of functions without a prefix, the compiler knows which there are.
    if (colon == std::string::npos || node.text.compare(colon, 2, "::") == 0) return;
    const std::string prefix = node.text.substr(0, colon);
    std::vector<std::string_view> prefixes;
    for (const TagLibrary& library : page_.libraries) {
      if (library.prefix.value == prefix) return call(node, library);
      prefixes.emplace_back(library.prefix.value);
    }
    report_unknown_name(DiagnosticKind::kBadExpression, node.name_span,
                        "no taglib directive declares the prefix `" + prefix + "` of this function",
                        near_name(prefix, prefixes), sink_);
  }

  void call(const ElNode& node, const TagLibrary& library) {
    const std::string name = node.text.substr(node.text.find(':') + 1);
    if (library.kind == TagLibrary::Kind::kHeader) return;
    if (library.kind != TagLibrary::Kind::kFunctions) {
      sink_.report(DiagnosticKind::kBadExpression, node.name_span,
                   "the library with the prefix `" + library.prefix.value + "` has tags, but no functions");
      return;
    }
    const auto* known = std::ranges::find(kFunctions, name, &Function::name);
    if (known == std::end(kFunctions)) {
      std::vector<std::string_view> names;
      for (const Function& each : kFunctions) names.push_back(each.name);
      report_unknown_name(DiagnosticKind::kBadExpression, node.name_span, "there is no function `" + node.text + "`",
                          near_name(name, names), sink_);
    } else if (node.operands.size() != known->arguments) {
      sink_.report(DiagnosticKind::kBadExpression, node.name_span,
                   "`" + node.text + "` takes " + std::to_string(known->arguments) +
                       (known->arguments == 1 ? " argument, not " : " arguments, not ") +
                       std::to_string(node.operands.size()));
    }
  }

  const Page& page_;
  Sink& sink_;
};

}  // namespace

void check_el_functions(const Page& page, Sink& sink) {
  for_each_node_and_part(page.nodes, [&](const Node& node) {
    for (const ElNode& expression : node.el) FunctionChecker(page, sink).check(expression);
  });
}

}  // namespace quire::compiler
