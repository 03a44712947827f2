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
  /// Converts the statements from the position of `java` up to the token `end`. Returns
  /// nullopt at the first thing that is not known: `java` has the reason, and stays at that position.
  std::optional<std::string> run(std::size_t end);
  /// Skips to that token and only tracks the blocks.
  void skip(std::size_t end);

 private:
  bool statement();
  bool simple_statement();
  bool header(const std::string& word);
  bool loop();
  bool for_each();
  bool for_parts();
  bool catches();
  bool returning();
  bool declaration(bool is_constant);
  bool declarator(JavaType type, bool is_constant, std::string& text);
  bool print();
  bool expression_statement();
  bool refuse(const std::string& reason) { return java_.refuse(reason), false; }
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

/// Code that prints `a + b`: literals unchanged, values escaped.
std::string java_printed(const JavaValue& value, bool ends_line);
bool is_printable(const JavaValue& value);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_STATEMENTS_H_
