#ifndef QUIRE_COMPILER_EL_EXPRESSION_H_
#define QUIRE_COMPILER_EL_EXPRESSION_H_

#include "compiler/source/source_file.h"

#include <string>
#include <vector>

namespace quire::compiler {

/// The kinds of expression, with what their operands are (Expression Language 6.1, 2).
enum class ElKind : unsigned char {
  kNull,
  kBool,
  kInteger,
  kDouble,
  kString,
  kName,
  /// `a::b`, as in C++.
  kScopedName,
  /// `a.b`: the object.
  kProperty,
  /// `a[b]`: the object and the key.
  kIndex,
  /// `a.b(c)` or `a["b"](c)`: the object, then the arguments.
  kMethod,
  /// `f(a)` or `p:f(a)`: the arguments.
  kFunction,
  /// `(x -> x)(a)` or `f(a)(b)`: what is called, then the arguments.
  kInvoke,
  kNegate,
  kNot,
  kEmpty,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kConcat,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kAnd,
  kOr,
  /// `a ? b : c`.
  kConditional,
  /// `a ?: b`.
  kElvis,
  /// `a ?? b`.
  kCoalesce,
  /// `a = b`.
  kAssign,
  /// `a; b`.
  kSequence,
  /// `(a, b) -> c`: the parameters, as names, then the body.
  kLambda,
  kList,
  kSet,
  /// Keys and values in turn.
  kMap,
};

/// An expression of `${…}`, with its parts.
struct ElNode {
  ElKind kind = ElKind::kNull;
  /// In the page, without parentheses around it.
  Span span = {};
  /// A number, bool or name, as written, but an integer without leading zeros; the value of a
  /// string; the name of a property, method or function, such as `b`, `p:f`, `a::f`.
  std::string text = {};
  /// Of a property, method or function: its name. Of an operator or lambda: its sign.
  Span name_span = {};
  std::vector<ElNode> operands = {};
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EL_EXPRESSION_H_
