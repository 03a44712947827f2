#ifndef QUIRE_COMPILER_AST_EL_H_
#define QUIRE_COMPILER_AST_EL_H_

#include "compiler/lex/rare_vector.h"
#include "compiler/source/source_file.h"

#include <string>

namespace quire::compiler {

/// A literal or a name of the Expression Language.
struct ElOperand {
  enum class Kind : unsigned char { kNull, kBool, kInteger, kDouble, kString, kName };
  Kind kind = Kind::kNull;
  Span span;
  /// For a number, bool or name, as written; for a string, its value.
  std::string text = {};
};

/// `a + b + c`, the part of the language that is supported so far. Empty if it could not be parsed.
using ElExpression = RareVector<ElOperand>;

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_AST_EL_H_
