#ifndef QUIRE_COMPILER_IMPORT_JAVA_PAGE_H_
#define QUIRE_COMPILER_IMPORT_JAVA_PAGE_H_

#include "compiler/import/java/scope.h"
#include "compiler/import/java/value.h"

#include <set>
#include <string>
#include <vector>

namespace quire::compiler {

/// A piece of a page's Java and what became of it; or where the body of an
/// action begins or ends, within which variables stay.
struct JavaElement {
  enum class Kind : unsigned char { kScriptlet, kExpression, kDeclaration, kOpenBody, kCloseBody };
  Kind kind;
  /// As the page has it, its escapes undone.
  std::string java = {};
  /// Not converted, and why.
  bool is_left = false;
  std::string reason = {};
  /// Of a scriptlet that is left: whether its braces pair with those of others.
  bool has_pairs = true;
  /// Converted.
  std::string cpp = {};
  /// Of an expression: what is printed.
  JavaValue value = {};
  /// What was assumed, a sentence each.
  std::set<std::string> guesses = {};

  bool is_code() const { return kind != Kind::kOpenBody && kind != Kind::kCloseBody; }
};

struct JavaPage {
  /// In the order of the page.
  std::vector<JavaElement> elements = {};
  JavaScope::Objects objects = {};
  /// Names that the page has in C++: attributes of a tag file.
  std::set<std::string> taken = {};
  /// Out: what the C++ needs, as in `<chrono>`.
  std::set<std::string> headers = {};
};

/// Converts what it knows to mean the same in C++. An element that uses what
/// is left, as a variable that a scriptlet declares, is left too, and so are
/// scriptlets that share a block with one. Elements that are left already stay so.
///
///     JavaPage page{{{JavaElement::Kind::kScriptlet, "String s = request.getParameter(\"q\");"}}};
///     convert_java(page);  // cpp: std::string s(request.param("q"));
void convert_java(JavaPage& page);

/// What a scriptlet that is left becomes, so that its blocks stay blocks: the
/// braces that it closes and opens. What stands in its blocks is not run, for
/// they may be conditions: a page must not show to all what it showed to some.
std::string blocks_left(const JavaElement& scriptlet);

/// Whether Java may end the page, as a check of rights does: such code must not
/// be left out silently.
bool may_end_page(const std::string& java);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_PAGE_H_
