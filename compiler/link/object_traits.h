#ifndef QUIRE_COMPILER_LINK_OBJECT_TRAITS_H_
#define QUIRE_COMPILER_LINK_OBJECT_TRAITS_H_

#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// Whether a page's object would affect other pages in the same library:
///
/// - It initializes static objects. They are initialized with the library, and an
///   exception in one would make all its pages fail.
/// - It defines a symbol outside the page's own namespace, as with `extern "C"`, or a
///   function in a header that is not `inline`. Another page may define the same one.
///
/// `path_hashes` are those of the object's pages; all of their symbols contain one of them.
/// Returns true for bytes that are not an object file: the linker will report the error.
bool needs_own_library(std::string_view object, const std::vector<std::string>& path_hashes);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LINK_OBJECT_TRAITS_H_
