#ifndef QUIRE_COMPILER_IMPORT_TAGS_ACCESS_H_
#define QUIRE_COMPILER_IMPORT_TAGS_ACCESS_H_

#include <optional>
#include <string>

namespace quire::compiler {

/// The tag for an expression of Spring Security such as `hasRole('admin')`, and the name of the role.
struct Guard {
  std::string name;
  std::string role = {};
  /// What was assumed; empty if nothing was.
  std::string guess = {};
};

/// Returns nullopt if the library `security` has no tag with exactly that meaning.
std::optional<Guard> read_access(std::string expression);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_TAGS_ACCESS_H_
