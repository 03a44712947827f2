#ifndef QUIRE_COMPILER_IMPORT_JAVA_EXPRESSION_H_
#define QUIRE_COMPILER_IMPORT_JAVA_EXPRESSION_H_

#include "compiler/import/java/scope.h"
#include "compiler/import/java/token.h"
#include "compiler/import/java/value.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// Parses Java expressions and types and converts them to C++ where both are sure to mean
/// the same. Anything else throws a `JavaRefusal`, and the position stays there.
class JavaExpressions {
 public:
  /// Keeps references to both arguments.
  JavaExpressions(const std::vector<JavaToken>& tokens, JavaScope& scope) : tokens_(tokens), scope_(scope) {}

  const JavaToken& peek(std::size_t distance = 0) const {
    return tokens_[std::min(at_ + distance, tokens_.size() - 1)];
  }
  JavaToken take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  /// The token before the current one; there must be one.
  const JavaToken& previous() const { return tokens_[at_ - 1]; }
  bool accept(std::string_view sign);
  void expect(std::string_view sign);
  std::size_t position() const { return at_; }
  void go_to(std::size_t position) { at_ = position; }

  JavaValue expression();
  /// The C++ of an expression that must be a boolean.
  std::string condition();
  /// Parses `String`, `int[]`, `List<String>`; consumes nothing if the type is not known.
  std::optional<JavaType> type();
  /// Parses `{1, 2}`, for an array with that element type.
  JavaValue array_elements(JavaType element);

 private:
  JavaValue assignment();
  JavaValue assigned(const JavaValue& left, const std::string& sign);
  JavaValue conditional();
  JavaValue binary(int least);
  JavaValue combined(const JavaValue& left, const std::string& sign, Binding binding, JavaValue right);
  JavaValue compared(const JavaValue& left, const std::string& sign, const JavaValue& right);
  JavaValue unary();
  void step(const JavaValue& operand, const std::string& sign);
  std::optional<JavaValue> cast();
  JavaValue cast_to(const std::string& type, const JavaValue& value);
  JavaValue postfix();
  JavaValue member(const JavaValue& object);
  JavaValue element(const JavaValue& list);
  JavaValue primary();
  JavaValue name();
  JavaValue made();
  JavaValue made_array(JavaType type);
  std::vector<JavaValue> arguments();
  std::string qualified_name();
  std::optional<JavaKind> plain_kind(std::string_view word) const;

  const std::vector<JavaToken>& tokens_;
  JavaScope& scope_;
  std::size_t at_ = 0;
  // The nesting depth of the current expression.
  int depth_ = 0;
  // For the outermost expression: how often it names each variable, which variables it
  // changes, and how many of the page's own methods it calls.
  std::map<std::string, int> named_;
  std::vector<std::string> changed_;
  int own_calls_ = 0;
};

/// Converts a Java number, string or character to C++; returns nullopt if C++ has no equivalent.
std::optional<JavaValue> java_literal(const JavaToken& token);

/// Converts `object.name(arguments)` to C++, using the table of methods and, for strings
/// and lists, special rules; throws a `JavaRefusal` if the method is not known.
JavaValue java_call(const JavaValue& object, std::string_view name, std::vector<JavaValue> arguments, JavaScope& scope);

/// The same for `Class.name(arguments)`.
JavaValue java_static_call(std::string_view class_name, std::string_view name, std::vector<JavaValue> arguments,
                           JavaScope& scope);

/// `name(arguments)` for a method that the page declares.
std::optional<JavaValue> java_own_call(const JavaFunction& function, const std::vector<JavaValue>& arguments);

/// The C++ for assigning a value to a variable of type `to`, or nullopt if that is not
/// possible. A list must not be shared with another variable.
std::optional<std::string> java_assigned(const JavaType& to, const JavaValue& value);

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

/// Throws a `JavaRefusal` unless it is known what Java prints.
void check_printed(const JavaValue& value, JavaScope& scope);

/// Converts the fields and methods in a `<%! … %>` to C++, and adds them to the page's
/// names and, for the methods that follow, to `members`. Throws a `JavaRefusal` if one of
/// them cannot be converted.
std::string java_declarations(std::string_view code, JavaScope& members, JavaScope& page);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_EXPRESSION_H_
