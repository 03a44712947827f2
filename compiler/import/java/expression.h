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
  const std::vector<JavaToken>& tokens() const { return tokens_; }
  /// Begins an expression there.
  void go_to(std::size_t position) { at_ = position, depth_ = 0; }

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
  /// The operator at the current position, such as `>>>`; empty if there is none.
  std::string operator_here() const;
  JavaValue combined(const JavaValue& left, const std::string& sign, Binding binding, const JavaValue& right);
  std::string updated(const JavaValue& left, const std::string& sign, const JavaValue& right);
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

/// What is assumed of a string or list whose null cannot be told from an empty one.
inline constexpr const char* kNullIsEmpty = "a null string or list becomes empty";

/// The type of `a + b` for numbers (Java Language Specification, 5.6).
JavaKind java_wider(JavaKind a, JavaKind b);

/// `(int) value` for numbers.
JavaValue java_narrowed(JavaKind to, const JavaValue& value, JavaScope& scope);

/// The number that the code is, if it consists of decimal digits.
std::optional<int> java_digits(std::string_view code);

/// Converts a Java number, string or character to C++; returns nullopt if C++ has no equivalent.
std::optional<JavaValue> java_literal(const JavaToken& token);

/// Converts `object.name(arguments)` to C++, using the table of methods and, for strings
/// and lists, special rules; throws a `JavaRefusal` if the method is not known.
/// What may be null is checked when the page runs.
JavaValue java_call(const JavaValue& object, std::string_view name, std::vector<JavaValue> arguments, JavaScope& scope);

/// Whether Java's value may be null.
bool java_may_be_null(const JavaValue& value);

/// The same for `Class.name(arguments)`.
JavaValue java_static_call(std::string_view class_name, std::string_view name, std::vector<JavaValue> arguments,
                           JavaScope& scope);

/// `name(arguments)` for a method that the page declares.
std::optional<JavaValue> java_own_call(const JavaFunction& function, const std::vector<JavaValue>& arguments,
                                       JavaScope& scope);

/// The C++ for assigning a value to a variable of type `to`, or nullopt if that is not
/// possible. A list must not be shared with another variable.
std::optional<std::string> java_assigned(const JavaType& to, const JavaValue& value, JavaScope& scope);

/// Throws a `JavaRefusal` unless it is known what Java prints.
void check_printed(const JavaValue& value);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_EXPRESSION_H_
