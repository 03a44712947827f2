#ifndef QUIRE_COMPILER_CLANG_LIMITS_H_
#define QUIRE_COMPILER_CLANG_LIMITS_H_

namespace clang {
class CompilerInstance;
}

namespace quire::compiler {

/// Keeps the compiler from reading files without an end: an `#include` of a device, or of a
/// pipe, which waits for a writer. Anything but a folder or a regular file of limited size
/// cannot be opened, and Clang reports why at the `#include`. Call it before the compiler
/// opens its first file.
void bound_files(clang::CompilerInstance& compiler);

/// The exit code of a process that has run out of memory.
inline constexpr int kExitOutOfMemory = 70;

/// From now on, this process exits with that code immediately and without a message when an
/// allocation fails, because neither Clang nor lld can continue.
void exit_when_out_of_memory();

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_LIMITS_H_
