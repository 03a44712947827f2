#ifndef QUIRE_COMPILER_IMPORT_JAVA_STATEMENTS_H_
#define QUIRE_COMPILER_IMPORT_JAVA_STATEMENTS_H_

#include "compiler/import/java/blocks.h"
#include "compiler/import/java/expression.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// Converts the statements of a scriptlet or of a method's body to C++.
///
/// In a scriptlet, a statement that is not known becomes a comment, and whatever depends on it is not known either:
/// variables that it declares or changes, lists that it may change, attributes that it sets. A statement with a body,
/// such as `if (x)`, keeps its body, which never runs: it becomes `if (false)`, and its `else` does not run either.
/// If such a body leaves a loop, the loop does not run. Where a part that is not converted may end the page, the page
/// answers 501, for this may decide what is shown.
///
/// Statements are converted one by one, whether their blocks end in this scriptlet or in another.
class JavaStatements {
 public:
  /// Keeps references to the arguments; `code` is the text of `java`'s tokens.
  JavaStatements(std::string_view code, JavaExpressions& java, JavaScope& scope, JavaBlocks& blocks,
                 std::size_t element)
      : code_(code), java_(java), scope_(scope), blocks_(blocks), element_(element) {}

  /// For a method: the type that its `return` must have. Nothing in it may be left.
  void returns(JavaType type) { result_ = type; }
  /// Converts the statements from the position of `java` up to the token `end`. Throws a
  /// `JavaRefusal` if nothing is converted, or if a part that is not known has no end.
  std::string run(std::size_t end);
  /// Skips to that token, as all of it is left, and only tracks blocks and what is not known after it.
  void skip(std::size_t end);
  /// The parts that became comments.
  const std::vector<JavaHidden>& hidden() const { return hidden_; }

 private:
  void piece(std::size_t end);
  void statement();
  void simple_statement();
  void head(const std::string& word);
  void otherwise();
  void opener(const std::string& word);
  void end_of_do();
  void loop();
  void for_each();
  void for_parts();
  void catches();
  void jump(const std::string& word);
  void returning();
  void declaration(bool is_constant);
  void declarator(JavaType type, bool is_constant, std::string& text);
  void print();
  void expression_statement();
  bool is_print() const;
  void put(const std::string& text) { out_ += text; }
  JavaPlace place() const { return {element_, java_.peek().begin}; }
  void refuse_dead(const JavaPlace& place) const;

  void hide(const std::string& reason, std::size_t end);
  void hide_head(const std::string& reason);
  void hide_catch(const std::string& reason);
  void hide_simple(const std::string& reason, std::size_t end);
  /// Why a part is left whose own Java may be known.
  static constexpr const char* kOfIf = "it depends on the condition of its `if`";
  static constexpr const char* kOfTry = "it depends on its `try`";
  static constexpr const char* kOfBody = "it depends on Java in its body that was not converted";
  /// The C++ of a condition that is never true, with a comment that has the code from the token `begin` on.
  std::string never(const std::string& reason, std::size_t begin);
  std::string comment(const std::string& reason, std::size_t begin, std::size_t end) const;
  void declare_unknown(std::size_t begin, std::size_t end);
  std::size_t after_parentheses(std::size_t begin) const;
  std::size_t after_simple(std::size_t begin, std::size_t end) const;
  bool body_ends_page(std::size_t begin) const;

  std::string_view code_;
  JavaExpressions& java_;
  JavaScope& scope_;
  JavaBlocks& blocks_;
  std::size_t element_;
  std::optional<JavaType> result_;
  std::string out_;
  std::vector<JavaHidden> hidden_;
  // How many statements, or heads of statements, became C++.
  int kept_ = 0;
};

/// Forgets what the code from the token `begin` to `end` may change: variables of the outermost `depth` blocks,
/// attributes. If it may run before code that precedes it, in a loop, `everywhere` is not null: the variables are not
/// known there either.
void java_spoil(const std::vector<JavaToken>& tokens, std::size_t begin, std::size_t end, std::size_t depth,
                JavaScope& scope, JavaFacts* everywhere);

/// Whether a token of code that is left may end the page.
bool java_ends_page(const JavaToken& token, const JavaFacts& facts);

/// Converts the fields and methods in a `<%! … %>` to C++, and adds them to the page's
/// names and, for the methods that follow, to `members`. Throws a `JavaRefusal` if one of
/// them cannot be converted.
std::string java_declarations(std::string_view code, std::size_t element, JavaScope& members, JavaScope& page,
                              JavaFacts& facts);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_STATEMENTS_H_
