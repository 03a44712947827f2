#include "compiler/import/java/page.h"

#include "compiler/import/java/statements.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace quire::compiler {
namespace {

/// Real pages need four passes.
constexpr int kMaxPasses = 20;

/// Finds the blocks in which a page may end, and the elements that contain or open them.
class Endings {
 public:
  Endings(std::vector<JavaElement>& elements, JavaFacts& facts) : elements_(elements), facts_(facts) {}

  void run() {
    for (const JavaElement& element : elements_)
      if (element.kind == JavaElement::Kind::kDeclaration) methods(scan_java(element.java));
    for (std::size_t index = 0; index < elements_.size(); ++index) {
      const JavaElement& element = elements_[index];
      if (element.kind == JavaElement::Kind::kOpenBody) open_.push_back({index, 0});
      if (element.kind == JavaElement::Kind::kCloseBody) close();
      if (element.kind == JavaElement::Kind::kScriptlet || element.kind == JavaElement::Kind::kOpenBody) code(index);
    }
    while (!open_.empty()) close();
  }

 private:
  void methods(const std::vector<JavaToken>& tokens) {
    int depth = 0;
    std::string name;
    for (std::size_t at = 0; at + 1 < tokens.size(); ++at) {
      depth += tokens[at].is("{") ? 1 : tokens[at].is("}") ? -1 : 0;
      const bool is_name = depth == 0 && tokens[at].kind == JavaTokenKind::kWord && tokens[at + 1].is("(");
      if (is_name) name = tokens[at].text;
      // Methods return to the page.
      const bool ends = depth > 0 && !tokens[at].is("return") && java_ends_page(tokens[at], facts_);
      if (ends && !name.empty()) facts_.ending_methods.insert(name);
    }
  }

  void code(std::size_t index) {
    const std::vector<JavaToken> tokens = scan_java(elements_[index].java);
    for (const JavaToken& token : tokens) {
      if (token.is("{")) open_.push_back({index, token.begin});
      else if (token.is("}")) close();
      else if (java_ends_page(token, facts_)) ends(index);
    }
    // What follows is the body of its last statement.
    const JavaToken& last = tokens.size() > 1 ? tokens[tokens.size() - 2] : tokens.back();
    if (last.is(")") || last.is("else") || last.is("do")) ends(index);
  }

  void ends(std::size_t index) {
    elements_[index].may_end_page = true;
    if (open_.empty()) return;
    facts_.ending.insert(open_.back());
    elements_[open_.back().first].may_end_page = true;
  }

  void close() {
    if (open_.empty()) return;
    const JavaPlace closed = open_.back();
    open_.pop_back();
    if (facts_.ending.contains(closed)) ends(closed.first);
  }

  std::vector<JavaElement>& elements_;
  JavaFacts& facts_;
  std::vector<JavaPlace> open_;
};

class Converter {
 public:
  explicit Converter(JavaPage& page) : page_(page) {}

  void run() {
    Endings(page_.elements, facts_).run();
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
    element.hidden.clear();
  }

  void leave_all() {
    for (JavaElement& element : page_.elements)
      if (element.is_code()) leave(element, "it depends on too much Java that was not converted");
  }

  /// Whether another pass is needed.
  bool pass() {
    changed_ = false;
    const std::size_t known = facts_.dead.size() + facts_.spoiled.size();
    JavaScope scope(page_.objects);
    JavaScope members;
    for (const std::string& name : page_.taken) scope.declare(name, {JavaKind::kVoid}, true);
    for (std::size_t index = 0; index < page_.elements.size(); ++index) {
      JavaElement& element = page_.elements[index];
      if (element.kind != JavaElement::Kind::kDeclaration) continue;
      convert(element, scope, [&] { element.cpp = java_declarations(element.java, index, members, scope, facts_); });
    }
    for (const JavaElement& element : page_.elements) spoil_fields(element, scope);
    JavaBlocks blocks(scope, facts_, page_.elements.size());
    for (std::size_t index = 0; index < page_.elements.size(); ++index) element(index, scope, blocks);
    blocks.finish();
    leave_broken(blocks);
    page_.headers = std::move(scope.headers);
    const auto uses_java = [](const JavaElement& each) { return each.cpp.find("quire::java::") != std::string::npos; };
    if (std::ranges::any_of(page_.elements, uses_java)) page_.headers.insert("<quire/java.h>");
    return changed_ || facts_.dead.size() + facts_.spoiled.size() > known;
  }

  /// Fields that a method that is left may change.
  void spoil_fields(const JavaElement& element, JavaScope& scope) {
    if (element.kind != JavaElement::Kind::kDeclaration || !element.is_left) return;
    const std::vector<JavaToken> tokens = scan_java(element.java);
    java_spoil(tokens, 0, tokens.size() - 1, scope.depth(), scope, &facts_);
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
        return expression(element, scope, blocks);
      case JavaElement::Kind::kBean:
        scope.declare(element.java, element.value.type, true, JavaPlace{index, 0});
        return;
      case JavaElement::Kind::kDeclaration:
        return;
    }
  }

  void scriptlet(JavaElement& element, std::size_t index, JavaScope& scope, JavaBlocks& blocks) {
    const std::vector<JavaToken> tokens = scan_java(element.java);
    JavaExpressions java(tokens, scope);
    JavaStatements statements(element.java, java, scope, blocks, index);
    const std::size_t end = tokens.size() - 1;
    convert(element, scope, [&] {
      element.cpp = statements.run(end);
      element.hidden = statements.hidden();
    });
    if (element.is_left) statements.skip(end);
  }

  void expression(JavaElement& element, JavaScope& scope, JavaBlocks& blocks) {
    const std::vector<JavaToken> tokens = scan_java(element.java);
    convert(element, scope, [&] { print(element, tokens, scope); });
    const auto depth = element.is_left ? scope.depth() : blocks.dead_depth().value_or(0);
    java_spoil(tokens, 0, tokens.size() - 1, depth, scope, blocks.facts_if_repeated());
  }

  static void print(JavaElement& element, const std::vector<JavaToken>& tokens, JavaScope& scope) {
    JavaExpressions java(tokens, scope);
    JavaValue value = java.expression();
    const bool is_whole = java.peek().kind == JavaTokenKind::kEnd;
    const bool has_comment = std::ranges::any_of(tokens, &JavaToken::after_comment);
    if (!is_whole || has_comment) refuse("the printed value is not known");
    check_printed(value);
    element.cpp = as_printed(value).code;
    element.value = std::move(value);
  }

  void leave_broken(JavaBlocks& blocks) {
    std::set<std::size_t> broken;
    for (const std::size_t index : blocks.broken()) {
      leave(page_.elements[index], "its braces are not balanced within the file or within an action");
      broken.insert(blocks.group(index));
    }
    for (std::size_t index = 0; index < page_.elements.size(); ++index) {
      JavaElement& element = page_.elements[index];
      if (element.kind != JavaElement::Kind::kScriptlet || !broken.contains(blocks.group(index))) continue;
      leave(element, "it shares a block with Java that was not converted");
      element.has_pairs = false;
    }
  }

  JavaPage& page_;
  JavaFacts facts_;
  bool changed_ = false;
};

}  // namespace

void convert_java(JavaPage& page) { Converter(page).run(); }

std::string blocks_left(const JavaElement& scriptlet, const std::string& answer) {
  std::string closed;
  std::vector<std::string> open;
  JavaToken before;
  for (const JavaToken& token : scan_java(scriptlet.java)) {
    const bool is_plain = before.kind == JavaTokenKind::kEnd || before.is(";") || before.is("{") || before.is("}");
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

}  // namespace quire::compiler
