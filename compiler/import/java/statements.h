#ifndef QUIRE_COMPILER_IMPORT_JAVA_STATEMENTS_H_
#define QUIRE_COMPILER_IMPORT_JAVA_STATEMENTS_H_

#include "compiler/import/java/blocks.h"
#include "compiler/import/java/expression.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace quire::compiler {

/// Converts the statements of a scriptlet or of a method's body to C++.
class JavaStatements {
 public:
  /// Keeps references to the arguments; `code` is the text of `java`'s tokens.
  JavaStatements(std::string_view code, JavaExpressions& java, JavaScope& scope, JavaBlocks& blocks,
                 std::size_t element)
      : code_(code), java_(java), scope_(scope), blocks_(blocks), element_(element) {}

  /// For a method: the type that its `return` must have.
  void returns(JavaType type) { result_ = type; }
  /// Converts the statements from the position of `java` up to the token `end`. Throws a
  /// `JavaRefusal` at the first thing that is not known: `java` stays at that position.
  std::string run(std::size_t end);
  /// Skips to that token and only tracks the blocks.
  void skip(std::size_t end);

 private:
  void statement();
  void simple_statement();
  void header(const std::string& word);
  void loop();
  void for_each();
  void for_parts();
  void catches();
  void returning();
  void declaration(bool is_constant);
  void declarator(JavaType type, bool is_constant, std::string& text);
  void print();
  void expression_statement();
  bool is_print() const;
  void put(const std::string& text) { out_ += text; }
  void end_of_statement();

  std::string_view code_;
  JavaExpressions& java_;
  JavaScope& scope_;
  JavaBlocks& blocks_;
  std::size_t element_;
  std::optional<JavaType> result_;
  std::string out_;
  // Scopes of `for (…)` whose statement has not begun.
  int loops_ = 0;
  // The next statement belongs to an `if (x)` without a brace.
  bool is_header_open_ = false;
};

bool is_printable(const JavaValue& value);

/// Converts the fields and methods in a `<%! … %>` to C++, and adds them to the page's
/// names and, for the methods that follow, to `members`. Throws a `JavaRefusal` if one of
/// them cannot be converted.
std::string java_declarations(std::string_view code, JavaScope& members, JavaScope& page);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_STATEMENTS_H_
