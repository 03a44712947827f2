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

/// Reads expressions and types of Java from tokens and writes them in C++, as
/// far as it is sure that both mean the same. What it does not know it
/// refuses: nothing is returned, and `reason()` says why.
class JavaExpressions {
 public:
  /// Keeps both references.
  JavaExpressions(const std::vector<JavaToken>& tokens, JavaScope& scope) : tokens_(tokens), scope_(scope) {}

  const JavaToken& peek(std::size_t distance = 0) const {
    return tokens_[std::min(at_ + distance, tokens_.size() - 1)];
  }
  JavaToken take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  bool accept(std::string_view sign);
  std::size_t position() const { return at_; }
  void go_to(std::size_t position) { at_ = position; }

  std::optional<JavaValue> expression();
  /// `String`, `int[]`, `List<String>`; goes nowhere when it is no type it knows.
  std::optional<JavaType> type();
  /// `{1, 2}` of an array with such elements.
  std::optional<JavaValue> array_elements(JavaType element);
  /// Remembers the first reason. Always nothing.
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
  // Of expressions within expressions.
  int depth_ = 0;
  // Of the outermost one: how often it names each variable, which of them it
  // changes within, and how many of the page's own methods it calls.
  std::map<std::string, int> named_;
  std::vector<std::string> changed_;
  int own_calls_ = 0;
  std::string reason_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_EXPRESSION_H_
