#ifndef QUIRE_COMPILER_CLANG_BOUNDED_FILES_H_
#define QUIRE_COMPILER_CLANG_BOUNDED_FILES_H_

namespace clang {
class CompilerInstance;
}

namespace quire::compiler {

/// Lets the compiler see the file system without what never ends: an
/// `#include` of a device, or of a pipe, which waits for a writer. Whatever is
/// neither a folder nor a file of a sensible size cannot be opened, and Clang
/// says why where it was named. Before the compiler's first file.
void bound_files(clang::CompilerInstance& compiler);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_BOUNDED_FILES_H_
