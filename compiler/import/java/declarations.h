#ifndef QUIRE_COMPILER_IMPORT_JAVA_DECLARATIONS_H_
#define QUIRE_COMPILER_IMPORT_JAVA_DECLARATIONS_H_

#include "compiler/import/java/scope.h"

#include <optional>
#include <string>
#include <string_view>

namespace quire::compiler {

/// Writes the fields and methods of a `<%! … %>` in C++, and makes them known to
/// the page, and to the methods that follow, in `members`. Nothing, and the
/// reason, when one of them is not known.
std::optional<std::string> java_declarations(std::string_view code, JavaScope& members, JavaScope& page,
                                             std::string& reason);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_JAVA_DECLARATIONS_H_
