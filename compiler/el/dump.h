#ifndef QUIRE_COMPILER_EL_DUMP_H_
#define QUIRE_COMPILER_EL_DUMP_H_

#include "compiler/el/expression.h"

#include <string>

namespace quire::compiler {

/// The tree in prefix notation, for tests: `(+ (.b a) 1)` for `a.b + 1`. Strings are in double
/// quotes; a method is `(.b() a …)`, an element `([] a b)`, a function `(p:f() …)`.
std::string dump(const ElNode& node);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EL_DUMP_H_
