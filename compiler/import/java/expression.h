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
/// the same. Anything else is refused: the functions return nullopt, and `reason()` returns why.
class JavaExpressions {
 public:
  /// Keeps references to both arguments.
  JavaExpressions(const std::vector<JavaToken>& tokens, JavaScope& scope) : tokens_(tokens), scope_(scope) {}

  const JavaToken& peek(std::size_t distance = 0) const {
    return tokens_[std::min(at_ + distance, tokens_.size() - 1)];
  }
  JavaToken take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  bool accept(std::string_view sign);
  std::size_t position() const { return at_; }
  void go_to(std::size_t position) { at_ = position; }

  std::optional<JavaValue> expression();
  /// Parses `String`, `int[]`, `List<String>`; consumes nothing if the type is not known.
  std::optional<JavaType> type();
  /// Parses `{1, 2}`, for an array with that element type.
  std::optional<JavaValue> array_elements(JavaType element);
  /// Records the first reason. Always returns nullopt.
  std::nullopt_t refuse(const std::string& reason);
  const std::string& reason() const { return reason_; }

 private:
  std::optional<JavaValue> assignment();
  std::optional<JavaValue> assigned(const JavaValue& left, const std::string& sign);
  std::optional<JavaValue> conditional();
  std::optional<JavaValue> binary(int least);
  std::optional<JavaValue> combined(const JavaValue& left, const std::string& sign, Binding binding,
                                    const JavaValue& right);
  std::optional<JavaValue> compared(const JavaValue& left, const std::string& sign, const JavaValue& right);
  std::optional<JavaValue> unary();
  std::optional<JavaValue> step(const std::string& sign);
  std::optional<JavaValue> cast();
  std::optional<JavaValue> cast_to(const std::string& type, const JavaValue& value);
  std::optional<JavaValue> postfix();
  std::optional<JavaValue> member(const JavaValue& object);
  std::optional<JavaValue> element(const JavaValue& list);
  std::optional<JavaValue> primary();
  std::optional<JavaValue> name();
  std::optional<JavaValue> made();
  std::optional<JavaValue> made_array(JavaType type);
  std::optional<std::vector<JavaValue>> arguments();
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
  std::string reason_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_EXPRESSION_H_
