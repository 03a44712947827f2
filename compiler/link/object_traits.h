#ifndef QUIRE_COMPILER_LINK_OBJECT_TRAITS_H_
#define QUIRE_COMPILER_LINK_OBJECT_TRAITS_H_

#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// Whether a page's object would touch other pages that share its library:
///
/// - It builds static objects. They are built with the library, and one that
///   throws would take all its pages along.
/// - It defines a name that is not in the page's own namespace, as `extern "C"`
///   does, or a header with a function that is not `inline`. Another page may
///   define the same one.
///
/// `path_hashes` are those of the object's pages, one of which each name of
/// theirs holds. True for bytes that are no object: the linker says what is wrong.
bool needs_own_library(std::string_view object, const std::vector<std::string>& path_hashes);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LINK_OBJECT_TRAITS_H_
