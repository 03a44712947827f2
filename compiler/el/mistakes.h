#ifndef QUIRE_COMPILER_EL_MISTAKES_H_
#define QUIRE_COMPILER_EL_MISTAKES_H_

#include "compiler/el/lexer.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace quire::compiler {

/// What is wrong with an expression, and where: offsets in its text.
struct ElMistake {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string message;
};

/// Explains why there is no value at `found`. `before` is the token before it, `kEnd` if there
/// is none: an operator, a separator or an opening bracket.
ElMistake missing_value(std::string_view text, const ElToken& before, const ElToken& found);

/// Explains why an expression cannot go on with `found`, after the value that ends with `before`.
ElMistake unexpected_token(std::string_view text, const ElToken& before, const ElToken& found);

/// Explains why `open`, a bracket, is not closed at `found`.
ElMistake missing_bracket(std::string_view text, const ElToken& open, const ElToken& before, const ElToken& found);

/// Explains why there is no `:` for `question`, a `?`, at `found`.
ElMistake missing_colon(std::string_view text, const ElToken& question, const ElToken& before, const ElToken& found);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EL_MISTAKES_H_
