#ifndef QUIRE_COMPILER_BUILD_OBJECT_TRAITS_H_
#define QUIRE_COMPILER_BUILD_OBJECT_TRAITS_H_

#include <string_view>

namespace quire::compiler {

/// Whether a page's object would touch other pages that share its library:
///
/// - It builds static objects. They are built with the library, and one that
///   throws would take all its pages along.
/// - It defines a name that is not in the page's own namespace, as `extern "C"`
///   does, or a header with a function that is not `inline`. Another page may
///   define the same one.
///
/// `path_hash` is that of the page, which all names of its own hold. True for
/// bytes that are no object: the linker says what is wrong.
bool needs_own_library(std::string_view object, std::string_view path_hash);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_BUILD_OBJECT_TRAITS_H_
