#ifndef QUIRE_COMPILER_IMPORT_JAVA_DECLARATIONS_H_
#define QUIRE_COMPILER_IMPORT_JAVA_DECLARATIONS_H_

#include "compiler/import/java/scope.h"

#include <optional>
#include <string>
#include <string_view>

namespace quire::compiler {

/// Converts the fields and methods in a `<%! … %>` to C++, and adds them to the page's
/// names and, for the methods that follow, to `members`. Returns nullopt, and the reason,
/// if one of them cannot be converted.
std::optional<std::string> java_declarations(std::string_view code, JavaScope& members, JavaScope& page,
                                             std::string& reason);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_DECLARATIONS_H_
