#ifndef QUIRE_COMPILER_CLANG_BOUNDED_FILES_H_
#define QUIRE_COMPILER_CLANG_BOUNDED_FILES_H_

namespace clang {
class CompilerInstance;
}

namespace quire::compiler {

/// Keeps the compiler from reading files without an end: an `#include` of a device, or of a
/// pipe, which waits for a writer. Anything but a folder or a regular file of limited size
/// cannot be opened, and Clang reports why at the `#include`. Call it before the compiler
/// opens its first file.
void bound_files(clang::CompilerInstance& compiler);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_BOUNDED_FILES_H_
