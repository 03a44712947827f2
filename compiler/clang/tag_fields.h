#ifndef QUIRE_COMPILER_CLANG_TAG_FIELDS_H_
#define QUIRE_COMPILER_CLANG_TAG_FIELDS_H_

#include <map>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
}

namespace quire::compiler {

/// The structs of a unit's C++ tags: by the name that the unit has for the
/// type, `quire_tag_1_`, the names of its fields in the order of declaration.
std::map<std::string, std::vector<std::string>> find_tag_fields(clang::ASTContext& context);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_TAG_FIELDS_H_
