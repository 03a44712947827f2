#ifndef QUIRE_COMPILER_CLANG_TAG_FIELDS_H_
#define QUIRE_COMPILER_CLANG_TAG_FIELDS_H_

#include <map>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
}

namespace quire::compiler {

/// The structs of a unit's C++ tags: maps the unit's name for the type, such as
/// `quire_tag_1_`, to its field names in declaration order.
std::map<std::string, std::vector<std::string>> find_tag_fields(clang::ASTContext& context);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_TAG_FIELDS_H_
