#ifndef QUIRE_COMPILER_IMPORT_JAVA_LITERAL_H_
#define QUIRE_COMPILER_IMPORT_JAVA_LITERAL_H_

#include "compiler/import/java/token.h"
#include "compiler/import/java/value.h"

#include <optional>

namespace quire::compiler {

/// Converts a Java number, string or character to C++; returns nullopt if C++ has no equivalent.
std::optional<JavaValue> java_literal(const JavaToken& token);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_LITERAL_H_
