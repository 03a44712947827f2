#ifndef QUIRE_COMPILER_IMPORT_JAVA_PAGE_H_
#define QUIRE_COMPILER_IMPORT_JAVA_PAGE_H_

#include "compiler/import/java/scope.h"
#include "compiler/import/java/value.h"

#include <set>
#include <string>
#include <vector>

namespace quire::compiler {

/// A piece of a page's Java and its conversion, the beginning or end of an action's
/// body, which is a scope for variables, or a bean: its variable, and the type of `value`.
struct JavaElement {
  enum class Kind : unsigned char { kScriptlet, kExpression, kDeclaration, kOpenBody, kCloseBody, kBean };
  Kind kind;
  /// As in the page, without escapes.
  std::string java = {};
  /// Not converted, and why.
  bool is_left = false;
  std::string reason = {};
  /// For a scriptlet that is left: whether its braces match those of other scriptlets.
  bool has_pairs = true;
  /// Whether its code, or what is in a block or body that it opens, may end the page.
  bool may_end_page = false;
  /// The C++.
  std::string cpp = {};
  /// The parts that were not converted, of a scriptlet that is not left as a whole.
  std::vector<JavaHidden> hidden = {};
  /// For an expression: the value, of which `cpp` is the printed form.
  JavaValue value = {};
  /// The assumptions that were made, one sentence each.
  std::set<std::string> guesses = {};

  bool is_code() const { return kind == Kind::kScriptlet || kind == Kind::kExpression || kind == Kind::kDeclaration; }
};

struct JavaPage {
  /// In page order.
  std::vector<JavaElement> elements = {};
  JavaScope::Objects objects = {};
  /// Names that already exist in C++: attributes of a tag file.
  std::set<std::string> taken = {};
  /// Output: the headers that the C++ needs, such as `<chrono>`.
  std::set<std::string> headers = {};
};

/// Converts Java that is known to mean the same in C++, statement by statement. What uses
/// something unconverted, such as a variable that is declared in a statement that is left, is
/// left too. Elements already marked as left stay so.
///
///     JavaPage page{{{JavaElement::Kind::kScriptlet, "String s = request.getParameter(\"q\");"}}};
///     convert_java(page);  // cpp: std::string s(request.param("q"));
void convert_java(JavaPage& page);

/// The replacement for a scriptlet that is left as a whole, which keeps its blocks balanced: the
/// braces that it closes, `answer` if it may end the page, and those that it opens. The contents of its blocks are not
/// run, because a block may be conditional, and a page must not show to everyone what it showed to some.
std::string blocks_left(const JavaElement& scriptlet, const std::string& answer = {});

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_PAGE_H_
