#ifndef QUIRE_COMPILER_IMPORT_TAGS_HEADER_H_
#define QUIRE_COMPILER_IMPORT_TAGS_HEADER_H_

#include "compiler/import/tags/descriptor.h"

#include <string>
#include <string_view>

namespace quire::compiler {

/// A header with what is to be written in C++ for a tag library in Java: a struct for each tag, and
/// functions. It compiles, whatever the descriptor contains. Its tags print nothing, and hide what
/// is in them, because they may be conditions; its functions throw `std::logic_error`.
///
/// `path` is that of the descriptor, for a comment; `cpp_namespace` must be a name in C++.
std::string tags_header(const TagLibraryDescriptor& library, std::string_view path, std::string_view cpp_namespace);

/// A header `security.h` with the functions that say who may see what, which a site that uses the tags of
/// `quire:security` has to write: until then, nobody is signed in or has a role.
std::string guards_header();

/// The name in C++ of a tag, its attribute, or a function: `class_` for `class`, `max_length` for
/// `max-length`; empty if there is none.
std::string tag_member_name(std::string_view name);

/// The C++ type of an attribute, parameter or result of that Java type: `bool` for `java.lang.Boolean`,
/// `std::string_view` for text, `quire::Value` for objects.
std::string tag_member_type(std::string_view java);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_TAGS_HEADER_H_
