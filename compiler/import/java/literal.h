#ifndef QUIRE_COMPILER_IMPORT_JAVA_LITERAL_H_
#define QUIRE_COMPILER_IMPORT_JAVA_LITERAL_H_

#include "compiler/import/java/token.h"
#include "compiler/import/java/value.h"

#include <optional>

namespace quire::compiler {

/// A number, string or character of Java in C++; nothing where C++ has none
/// that means the same.
std::optional<JavaValue> java_literal(const JavaToken& token);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_LITERAL_H_
