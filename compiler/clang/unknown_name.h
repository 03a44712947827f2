#ifndef QUIRE_COMPILER_CLANG_UNKNOWN_NAME_H_
#define QUIRE_COMPILER_CLANG_UNKNOWN_NAME_H_

#include "compiler/source/source_file.h"

#include <optional>
#include <string>
#include <string_view>

namespace clang {
class CompilerInstance;
class Diagnostic;
}  // namespace clang

namespace quire::compiler {

/// A name at which Clang reported an error, perhaps because the header that declares it is not
/// included.
struct UnknownName {
  Span span;
  /// With its qualifiers as written, such as `std::chrono::seconds`; of an incomplete type, its full name.
  std::string name;
  /// Whether it is in the unit rather than in a header.
  bool in_page = false;
};

/// The qualified name that an error is about: of the incomplete type in it, or else the one at its
/// location. Empty if there is none.
std::string name_in_error(const clang::Diagnostic& error);

/// The standard header, such as `<map>`, that declares a qualified name or macro, and what of
/// the name it declares: `std::chrono::seconds` for `std::chrono::seconds::max`.
struct StandardName {
  std::string name;
  std::string header;
};
std::optional<StandardName> find_standard_name(std::string_view name);

/// The file in which a compilation found the declaration of a qualified name, or the macro of that
/// name. A type counts only if it is defined. Empty if there is none.
std::string file_declaring(clang::CompilerInstance& compiler, std::string_view name);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_UNKNOWN_NAME_H_
