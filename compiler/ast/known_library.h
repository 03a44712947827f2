#ifndef QUIRE_COMPILER_AST_KNOWN_LIBRARY_H_
#define QUIRE_COMPILER_AST_KNOWN_LIBRARY_H_

#include <optional>
#include <string_view>

namespace quire::compiler {

/// The libraries of Jakarta Tags and of Quire.
enum class KnownLibrary : unsigned char { kCore, kFunctions, kFormat, kForm, kSecurity, kSql, kXml, kRules };

/// The library that the `uri` of a taglib directive names: any of those in `known_library.def`, or the
/// path of the descriptor that sites had in their own folder, such as `/WEB-INF/tld/c-rt.tld`.
std::optional<KnownLibrary> known_library(std::string_view uri);

/// Its name in messages, such as `core`.
std::string_view name_of(KnownLibrary library);

/// The `uri` that was probably meant; empty if none is near.
std::string_view near_library(std::string_view uri);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_AST_KNOWN_LIBRARY_H_
