#include "compiler/import/java/page.h"

#include "compiler/import/java/expression.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace quire::compiler {
namespace {

/// Each pass leaves at least one element; real pages need three passes.
constexpr int kMaxPasses = 12;

class Converter {
 public:
  explicit Converter(JavaPage& page) : page_(page) {}

  void run() {
    for (int passes = 0; pass(); ++passes)
      if (passes == kMaxPasses) leave_all();
  }

 private:
  void leave(JavaElement& element, const std::string& reason) {
    changed_ = changed_ || !element.is_left;
    if (!element.is_left) element.reason = reason;
    element.is_left = true;
    element.cpp.clear();
    element.guesses.clear();
  }

  void leave_all() {
    for (JavaElement& element : page_.elements)
      if (element.is_code()) leave(element, "it depends on too much Java that was not converted");
  }

  /// Whether another pass is needed.
  bool pass() {
    changed_ = false;
    JavaScope scope(page_.objects);
    JavaScope members;
    for (const std::string& name : page_.taken) scope.declare(name, {JavaKind::kVoid}, true);
    for (JavaElement& element : page_.elements)
      if (element.kind == JavaElement::Kind::kDeclaration)
        convert(element, scope, [&] { element.cpp = java_declarations(element.java, members, scope); });
    JavaBlocks blocks(scope, page_.elements.size());
    for (std::size_t index = 0; index < page_.elements.size(); ++index) element(index, scope, blocks);
    blocks.finish();
    for (const std::size_t index : blocks.broken())
      leave(page_.elements[index], "its braces are not balanced within the file or within an action");
    leave_groups(blocks);
    page_.headers = std::move(scope.headers);
    return changed_;
  }

  template <class Conversion>
  void convert(JavaElement& element, JavaScope& scope, const Conversion& conversion) {
    if (element.is_left) return;
    try {
      conversion();
      element.guesses = std::exchange(scope.guesses, {});
    } catch (const JavaRefusal& refusal) {
      scope.guesses.clear();
      leave(element, refusal.what());
    }
  }

  void element(std::size_t index, JavaScope& scope, JavaBlocks& blocks) {
    JavaElement& element = page_.elements[index];
    switch (element.kind) {
      case JavaElement::Kind::kOpenBody:
        return blocks.open_action();
      case JavaElement::Kind::kCloseBody:
        return blocks.close_action();
      case JavaElement::Kind::kScriptlet:
        return scriptlet(element, index, scope, blocks);
      case JavaElement::Kind::kExpression:
        return convert(element, scope, [&] { expression(element, scope); });
      case JavaElement::Kind::kDeclaration:
        return;
    }
  }

  void scriptlet(JavaElement& element, std::size_t index, JavaScope& scope, JavaBlocks& blocks) {
    const std::vector<JavaToken> tokens = scan_java(element.java);
    JavaExpressions java(tokens, scope);
    JavaStatements statements(element.java, java, scope, blocks, index);
    const std::size_t end = tokens.size() - 1;
    convert(element, scope, [&] { element.cpp = statements.run(end); });
    if (element.is_left) statements.skip(end);
  }

  void expression(JavaElement& element, JavaScope& scope) {
    const std::vector<JavaToken> tokens = scan_java(element.java);
    JavaExpressions java(tokens, scope);
    JavaValue value = java.expression();
    const bool is_whole = java.peek().kind == JavaTokenKind::kEnd;
    const bool has_comment = std::ranges::any_of(tokens, &JavaToken::after_comment);
    if (!is_whole || has_comment) refuse("the printed value is not known");
    check_printed(value, scope);
    element.cpp = value.code;
    element.value = std::move(value);
  }

  void leave_groups(JavaBlocks& blocks) {
    std::set<std::size_t> left;
    std::set<std::size_t> unpaired;
    for (const std::size_t index : blocks.broken()) unpaired.insert(blocks.group(index));
    for (std::size_t index = 0; index < page_.elements.size(); ++index)
      if (page_.elements[index].is_left) left.insert(blocks.group(index));
    for (std::size_t index = 0; index < page_.elements.size(); ++index) {
      JavaElement& element = page_.elements[index];
      if (element.kind != JavaElement::Kind::kScriptlet || !left.contains(blocks.group(index))) continue;
      leave(element, "it shares a block with Java that was not converted");
      element.has_pairs = !unpaired.contains(blocks.group(index));
    }
  }

  JavaPage& page_;
  bool changed_ = false;
};

}  // namespace

void convert_java(JavaPage& page) {
  Converter(page).run();
  std::vector<JavaElement*> open;
  const auto close = [&open] {
    if (open.empty()) return;
    const JavaElement* closed = open.back();
    open.pop_back();
    if (closed->may_end_page && !open.empty()) open.back()->may_end_page = true;
  };
  for (JavaElement& element : page.elements) {
    const bool is_body = element.kind == JavaElement::Kind::kOpenBody;
    if (element.kind == JavaElement::Kind::kCloseBody) close();
    if (!is_body && element.kind != JavaElement::Kind::kScriptlet) continue;
    element.may_end_page = may_end_page(element.java);
    if (element.may_end_page && !open.empty()) open.back()->may_end_page = true;
    if (is_body) open.push_back(&element);
    for (const JavaToken& token : scan_java(element.java)) {
      if (token.is("{")) open.push_back(&element);
      if (token.is("}")) close();
    }
  }
}

std::string blocks_left(const JavaElement& scriptlet, const std::string& answer) {
  std::string closed;
  std::vector<std::string> open;
  JavaToken before;
  for (const JavaToken& token : scan_java(scriptlet.java)) {
    const bool is_plain =
        before.kind == JavaTokenKind::kEnd || before.is(";") || before.is("{") || before.is("}") || before.is("try");
    if (token.is("{")) open.emplace_back(is_plain ? "{" : "if (false) {");
    if (token.is("}") && open.empty()) closed += "} ";
    else if (token.is("}")) open.pop_back();
    before = token;
  }
  // Dropping an access check must not give access to everybody.
  if (!scriptlet.has_pairs) return answer;
  if (scriptlet.may_end_page) closed += answer;
  for (const std::string& opener : open) closed += opener + " ";
  return closed;
}

bool may_end_page(const std::string& java) {
  constexpr std::string_view kEnds[] = {"return", "throw", "sendRedirect", "sendError", "forward", "invalidate"};
  return std::ranges::any_of(scan_java(java), [&](const JavaToken& token) {
    return token.kind == JavaTokenKind::kWord && std::ranges::find(kEnds, token.text) != std::end(kEnds);
  });
}

}  // namespace quire::compiler
