#ifndef QUIRE_COMPILER_IMPORT_JAVA_STATEMENTS_H_
#define QUIRE_COMPILER_IMPORT_JAVA_STATEMENTS_H_

#include "compiler/import/java/blocks.h"
#include "compiler/import/java/expression.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace quire::compiler {

/// Writes the statements of a scriptlet, or of a method's body, in C++.
class JavaStatements {
 public:
  /// Keeps the references; `code` is what the tokens of `java` are of.
  JavaStatements(std::string_view code, JavaExpressions& java, JavaScope& scope, JavaBlocks& blocks,
                 std::size_t element)
      : code_(code), java_(java), scope_(scope), blocks_(blocks), element_(element) {}

  /// Of a method: what its `return` gives.
  void returns(JavaType type) { result_ = type; }
  /// From where `java` stands up to that token. Nothing when there is
  /// something that it does not know: `java` says what, and stands there.
  std::optional<std::string> run(std::size_t end);
  /// The rest up to that token, of which only the blocks count.
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
  // Scopes of `for (…)` whose statement is still to come.
  int loops_ = 0;
  // `if (x)` stands before the next statement, without a brace.
  bool is_header_open_ = false;
};

/// `a + b` as what prints it: literals as they are, values escaped.
std::string java_printed(const JavaValue& value, bool ends_line);
bool is_printable(const JavaValue& value);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_STATEMENTS_H_
